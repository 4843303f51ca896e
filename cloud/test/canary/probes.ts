import type { Endpoint } from '@plantao/shared/http/endpoint'
import { endpoints } from '@plantao/shared/http/endpoints'
import { unzipSync } from 'fflate'
import pg from 'pg'
import type { WholeHouse } from '../../../infra/testing/house/start-house.ts'
import type { Books } from '../../../infra/testing/people/books.ts'
import { sampleOf } from '../../../infra/testing/walls/sample.ts'
import { type Company, CUSTOMER, QUESTION } from './company.ts'

/** Everything somebody was shown at one place. */
export type Shown = { place: string; text: string }

/** Every reading route that asks who calls. */
export const READS = Object.entries(endpoints as Record<string, Endpoint>).filter(
  ([, { method, access }]) => method === 'GET' && access !== 'public' && access !== 'vendor',
)
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** What names a company: its canary, its WhatsApp instance, and every id of its rows. Past the walls: the superuser's eyes. */
export async function marksOf(books: Books, { canary, email, instance }: Company): Promise<string[]> {
  const [tenant] = await books.query<{ id: string }>('select tenant_id as id from member where email = $1', [
    email,
  ])
  const tables = await books.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
     where n.nspname = 'public' and c.relkind = 'r'`,
  )
  const marks = new Set([canary, instance, tenant!.id])
  for (const { name } of tables) {
    const rows = await books.query<{ row: string }>(
      `select t::text as row from ${name} t where tenant_id = $1`,
      [tenant!.id],
    )
    for (const { row } of rows) for (const id of row.match(UUID) ?? []) marks.add(id)
  }
  return [...marks]
}

/**
 * Every reading route, asked by the company's owner. Ids in a path are those the company's own lists give, so a route
 * with an id is asked for each of them.
 */
export async function readRoutes(company: Company): Promise<Shown[]> {
  const shown: Shown[] = []
  const idsAt = new Map<string, Promise<string[]>>()
  const queryOf = ({ query }: Endpoint) => {
    if (!query) return ''
    const given = Object.entries(sampleOf(query) as Record<string, unknown>)
    return `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`
  }
  async function listed(path: string): Promise<string[]> {
    const { text, status } = await company.call('GET', path)
    if (status !== 200) return []
    const items = (JSON.parse(text) as { items?: { id: string; receiptId?: string }[] }).items ?? []
    return items.map((item) => item.id)
  }
  /** All addresses of a route's path. */
  async function addresses(path: string): Promise<string[]> {
    let found = ['']
    for (const part of path
      .replace(/^\/api\/v1/, '')
      .split('/')
      .slice(1)) {
      if (!part.startsWith(':')) {
        found = found.map((at) => `${at}/${part}`)
        continue
      }
      const next: string[] = []
      for (const at of found) {
        if (!idsAt.has(at)) idsAt.set(at, at === '/receipts' ? receipts(company) : listed(at))
        next.push(...(await idsAt.get(at)!).map((id) => `${at}/${id}`))
      }
      found = next
    }
    return found
  }
  for (const [name, endpoint] of READS) {
    for (const address of await addresses(endpoint.path)) {
      const { body } = await company.bytes(`${address}${queryOf(endpoint)}`)
      shown.push({ place: name, text: name === 'downloadExport' ? unzipped(body) : body.toString() })
    }
  }
  return shown
}

async function receipts(company: Company): Promise<string[]> {
  return (await company.messages()).flatMap((message) => message.receiptId ?? [])
}

function unzipped(bytes: Buffer): string {
  const files = unzipSync(new Uint8Array(bytes))
  return Object.entries(files)
    .map(([name, content]) => `${name}\n${Buffer.from(content).toString()}`)
    .join('\n')
}

/** The other company's words put to this one's bot and search; what comes back, without the question. */
export async function ask(company: Company, other: Company): Promise<Shown[]> {
  const shown: Shown[] = []
  for (const word of ['broa', 'lanche', 'bolo', 'pedido', 'resposta', 'pergunta']) {
    const question = `${QUESTION} E o ${other.canary}${word}?`
    const found = await company.call('GET', `/knowledge/search?q=${encodeURIComponent(question)}`)
    shown.push({ place: 'searchKnowledge', text: found.text })
    const tried = await company.call('POST', '/knowledge/try', { question })
    shown.push({ place: 'tryKnowledge', text: tried.text })
  }
  return shown
}

/** What the customer's phone shows of this company. */
export async function onPhone({ phone }: Company): Promise<Shown[]> {
  const thread = await phone.thread(CUSTOMER)
  return thread.map(({ text }) => ({ place: 'phone', text }))
}

/** Every mail to this company's people. */
export async function mailed({ phone, email, colleague }: Company): Promise<Shown[]> {
  const mails = [...(await phone.mails(email)), ...(await phone.mails(colleague))]
  return mails.map((mail) => ({ place: 'mail', text: JSON.stringify(mail) }))
}

/** Every row the application can read while it works for this company. */
export async function behindTheWalls(house: WholeHouse, books: Books, { email }: Company): Promise<Shown[]> {
  const [tenant] = await books.query<{ id: string }>('select tenant_id as id from member where email = $1', [
    email,
  ])
  const app = new pg.Client(house.databaseUrl)
  await app.connect()
  try {
    await app.query('set role plantao_app')
    await app.query(`select set_config('app.tenant_id', $1, false)`, [tenant!.id])
    const { rows: tables } = await app.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
       where n.nspname = 'public' and c.relkind = 'r' and has_table_privilege(c.oid, 'select')`,
    )
    const shown: Shown[] = []
    for (const { name } of tables) {
      const { rows } = await app.query<{ row: string }>(`select t::text as row from ${name} t`)
      shown.push({ place: `table ${name}`, text: rows.map(({ row }) => row).join('\n') })
    }
    return shown
  } finally {
    await app.end()
  }
}

/** Where one of these marks stands, each place once. */
export function placesWith(marks: string[], shown: Shown[]): string[] {
  const found = shown.filter(({ text }) => {
    const folded = text.toLowerCase()
    return marks.some((mark) => folded.includes(mark.toLowerCase()))
  })
  return [...new Set(found.map(({ place }) => place))].sort()
}
