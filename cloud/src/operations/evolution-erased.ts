import type pg from 'pg'
import { namesOfJid, namesOfKey, type Tombstones } from '../whatsapp/index.ts'
import { evolutionTables, withoutParameters } from './evolution-messages.ts'
import { withClient } from './with-client.ts'

/** Rows of Evolution's looked at in one question. */
const PAGE = 5_000

type Places = { databaseUrl: string; evolutionUrl: string; tombstones: Tombstones; now: Date }
type Company = { tenantId: string; instance: string; erased: Map<string, Date> }
type Filed = { id: string; key: Record<string, unknown>; at: number }

/**
 * Deletes from Evolution's own database what it holds of people who were erased: their messages up to the erasure, with their
 * ticks and media rows, and what it noted of the person where they did not write again. Its API has no way to do that: it
 * deletes a message on the customer's phone, or a whole number. Certificates are told when it is done.
 * @param places `databaseUrl`: a role that passes the walls; `evolutionUrl`: one that may delete there
 * @returns how many messages went
 */
export function clearErased({ databaseUrl, evolutionUrl, tombstones, now }: Places): Promise<number> {
  return withClient(databaseUrl, (ours) =>
    withClient(withoutParameters(evolutionUrl), async (theirs) => {
      const companies = await readCompanies(ours)
      let gone = 0
      let isThere = false
      for (const tables of await evolutionTables(theirs)) {
        isThere = true
        for (const company of companies) {
          const { rows } = await theirs.query<{ id: string; own: string | null }>(
            `select id, "ownerJid" as own from ${tables}."Instance" where name = $1`,
            [company.instance],
          )
          for (const { id, own } of rows) {
            const instance = { theirs, tables, id, own, company, tombstones }
            gone += await clearMessages(instance)
            await clearNotes(instance, await livingNames(ours, company))
          }
        }
        await clearNumbers(theirs, tables, companies, tombstones)
      }
      // Only what was there when this began was looked for.
      if (isThere)
        await ours.query(
          `update erasure_certificate set evolution_cleared_at = $1
           where evolution_cleared_at is null and status = 'erased' and erased_at < $1`,
          [now],
        )
      return gone
    }),
  )
}

async function readCompanies(ours: pg.Client): Promise<Company[]> {
  const { rows } = await ours.query<{ tenantId: string; instance: string; hash: string; erasedAt: Date }>(
    `select t.tenant_id as "tenantId", i.name as instance, encode(t.hash, 'hex') as hash, t.erased_at as "erasedAt"
     from tombstone t join instance i on i.tenant_id = t.tenant_id`,
  )
  const companies = new Map<string, Company>()
  for (const { tenantId, instance, hash, erasedAt } of rows) {
    const company = companies.get(tenantId) ?? { tenantId, instance, erased: new Map() }
    company.erased.set(hash, erasedAt)
    companies.set(tenantId, company)
  }
  return [...companies.values()]
}

type Instance = {
  theirs: pg.Client
  /** The schema, quoted. */
  tables: string
  id: string
  own: string | null
  company: Company
  tombstones: Tombstones
}

/** When somebody of these names was last erased; null when nobody was. */
function erasedAt(
  { company, tombstones }: Pick<Instance, 'company' | 'tombstones'>,
  names: string[],
): Date | null {
  const times = names.flatMap((name) => {
    const hash = tombstones.hash(company.tenantId, 'person', name).toString('hex')
    return company.erased.get(hash)?.getTime() ?? []
  })
  return times.length > 0 ? new Date(Math.max(...times)) : null
}

async function clearMessages(instance: Instance): Promise<number> {
  const { theirs, tables, id, own, company, tombstones } = instance
  const newest = Math.max(...[...company.erased.values()].map((at) => at.getTime()))
  let gone = 0
  for (let after = ''; ; ) {
    const { rows } = await theirs.query<Filed>(
      `select id, key, "messageTimestamp" as at from ${tables}."Message"
       where "instanceId" = $1 and id > $2 and "messageTimestamp" <= $3 order by id limit ${PAGE}`,
      [id, after, Math.floor(newest / 1000)],
    )
    const theirsNoMore = rows.filter(({ key, at }) => {
      const erased = erasedAt(instance, namesOfKey(key, own))
      const message = tombstones.hash(company.tenantId, 'message', String(key.id)).toString('hex')
      return (erased && at * 1000 <= erased.getTime()) || company.erased.has(message)
    })
    const { rowCount } = await theirs.query(`delete from ${tables}."Message" where id = any ($1)`, [
      theirsNoMore.map((row) => row.id),
    ])
    gone += rowCount ?? 0
    if (rows.length < PAGE) return gone
    after = rows.at(-1)!.id
  }
}

/** What Evolution noted of the person: name, picture, chat. Not of one who has written again. */
async function clearNotes(instance: Instance, living: Set<string>): Promise<void> {
  const { theirs, tables, id } = instance
  for (const table of ['Contact', 'Chat']) {
    const { rows } = await theirs.query<{ id: string; jid: string }>(
      `select id, "remoteJid" as jid from ${tables}."${table}" where "instanceId" = $1`,
      [id],
    )
    const gone = rows.filter(({ jid }) => {
      const names = namesOfJid(jid)
      return erasedAt(instance, names) && !names.some((name) => living.has(name))
    })
    await theirs.query(`delete from ${tables}."${table}" where id = any ($1)`, [gone.map((row) => row.id)])
  }
}

async function livingNames(ours: pg.Client, { tenantId }: Company): Promise<Set<string>> {
  const { rows } = await ours.query<{ identity: string }>(
    'select identity from contact_identity where tenant_id = $1',
    [tenantId],
  )
  return new Set(rows.map((row) => row.identity))
}

/** A list of numbers that all companies share, looked up again whenever one is missing. */
async function clearNumbers(
  theirs: pg.Client,
  tables: string,
  companies: Company[],
  tombstones: Tombstones,
): Promise<void> {
  const { rows: there } = await theirs.query<{ there: boolean }>(
    'select to_regclass($1) is not null as there',
    [`${tables}."IsOnWhatsapp"`],
  )
  if (!there[0]?.there) return
  const { rows } = await theirs.query<{ id: string; jid: string }>(
    `select id, "remoteJid" as jid from ${tables}."IsOnWhatsapp"`,
  )
  const gone = rows.filter(({ jid }) =>
    companies.some((company) => erasedAt({ company, tombstones }, namesOfJid(jid))),
  )
  await theirs.query(`delete from ${tables}."IsOnWhatsapp" where id = any ($1)`, [gone.map((row) => row.id)])
}
