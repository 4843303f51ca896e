import pg from 'pg'
import { fillConversations } from '../../testing/database/filled-conversations.ts'
import { createAsking } from '../asking.ts'
import { fillPeople, tokenFor } from '../fill/people.ts'
import { cpuSeconds, residentMb } from '../processes.ts'
import { percentile, type Report } from '../report.ts'
import { benchTenant } from '../tenant.ts'
import { reportLoad, webHouse } from '../web-process.ts'
import { reportPlans } from './plans.ts'

const SMALL = { conversations: 20, messages: 200 }
const LARGE = {
  conversations: Number(process.env.CONVERSATIONS ?? 100_000),
  messages: Number(process.env.MESSAGES ?? 1_000_000),
}
/** What no page reads is filled for a tenth and counted tenfold. */
const TRAIL = 0.1
const PEOPLE = 60
const WARM_UP = 30
const ASKED = 600

/**
 * A company with a million messages in a hundred thousand conversations, asked through the real HTTP routes, one call
 * after the other; beside it the same calls in a company of 200 messages on the same server. Then what the rows take on disk.
 */
export async function run(report: Report): Promise<void> {
  const house = await webHouse()
  const client = new pg.Client({ connectionString: house.postgres.superuserUrl })
  const asking = createAsking(house.url)
  try {
    await client.connect()
    const begun = performance.now()
    const small = await company(client, house.env, 'small', SMALL, 0)
    const large = await company(client, house.env, 'large', LARGE, TRAIL)
    await client.query('vacuum (analyze)')
    report({ metric: 'fill_s', value: (performance.now() - begun) / 1000, unit: 's' })
    const web = await house.start()
    reportLoad(report)
    const used = cpuSeconds(web)
    const started = performance.now()
    for (const page of PAGES) {
      // Turn and turn about, so that both feel the same machine.
      const [few, many] = [await page.ready(client, small), await page.ready(client, large)]
      const samples: [number[], number[]] = [[], []]
      for (let at = 0; at < WARM_UP + ASKED; at++)
        for (const [side, asked] of [few, many].entries()) {
          const who = side === 0 ? small : large
          const { ms } = await asking.get(asked[at % asked.length]!, who.tokens[at % who.tokens.length]!)
          if (at >= WARM_UP) samples[side]!.push(ms)
        }
      for (const share of [0.5, 0.95, 0.99])
        report({
          metric: `${page.name}_p${share * 100}_ms`,
          value: percentile(samples[1], share),
          unit: 'ms',
          baseline: percentile(samples[0], share),
        })
    }
    report({
      metric: 'cpu_web',
      value: (cpuSeconds(web) - used) / ((performance.now() - started) / 1000),
      unit: 'cores',
    })
    report({ metric: 'memory_web', value: residentMb(web), unit: 'MB' })
    reportLoad(report)
    await reportPlans(report, house.env.DATABASE_URL!, large.tenantId)
    await reportDisk(report, client)
  } finally {
    await asking.close()
    await client.end().catch(() => undefined)
    await house.stop()
  }
}

type Company = { tenantId: string; tokens: string[] }

async function company(
  client: pg.Client,
  env: Record<string, string>,
  slug: string,
  size: typeof SMALL,
  trail: number,
): Promise<Company> {
  const { tenantId } = await benchTenant(env, { knowledge: false, slug })
  const people = await fillPeople(client, tenantId, PEOPLE)
  const { rows } = await client.query<{ id: string }>('select id from instance where tenant_id = $1', [
    tenantId,
  ])
  // Nothing is checked that was counted out: as a superuser's session that takes its rows from elsewhere.
  await client.query(`set session_replication_role = 'replica'`)
  await fillConversations(client, {
    tenantId,
    instanceId: rows[0]!.id,
    memberId: people[0]!.memberId,
    ...size,
    now: new Date(),
    trail,
  })
  await client.query(`set session_replication_role = 'origin'`)
  return { tenantId, tokens: await Promise.all(people.map(tokenFor)) }
}

type Page = { name: string; ready(client: pg.Client, company: Company): Promise<string[]> }

const conversationsOf = async (client: pg.Client, { tenantId }: Company): Promise<string[]> => {
  // Half of them as a message finds them (the long ones), half of them any.
  const { rows } = await client.query<{ id: string }>(
    `(select conversation_id as id from message tablesample bernoulli (5) where tenant_id = $1 limit 500)
     union all (select id from conversation where tenant_id = $1 order by md5(id::text) limit 500)`,
    [tenantId],
  )
  return rows.map(({ id }) => id)
}
const cursor = (at: Date, key: string) =>
  Buffer.from(JSON.stringify({ at: at.toISOString(), key })).toString('base64url')
const each =
  (path: (id: string) => string): Page['ready'] =>
  async (client, of) =>
    (await conversationsOf(client, of)).map(path)

const PAGES: Page[] = [
  { name: 'list', ready: async () => ['/conversations?limit=50'] },
  { name: 'list_waiting', ready: async () => ['/conversations?state=awaiting_human&limit=50'] },
  { name: 'list_with_person', ready: async () => ['/conversations?state=human_replied&limit=50'] },
  {
    name: 'list_deep',
    ready: async (client, { tenantId }) => {
      const { rows } = await client.query<{ at: Date; id: string }>(
        'select updated_at as at, id from conversation where tenant_id = $1 order by md5(id::text) limit 200',
        [tenantId],
      )
      return rows.map(({ at, id }) => `/conversations?limit=50&cursor=${cursor(at, id)}`)
    },
  },
  { name: 'open', ready: each((id) => `/conversations/${id}/messages?limit=50`) },
  {
    name: 'open_deep',
    ready: async (client, { tenantId }) => {
      const { rows } = await client.query<{ at: Date; id: string; arrival: number }>(
        `select at, arrival, conversation_id as id from message where tenant_id = $1 and conversation_id in (
           select conversation_id from message where tenant_id = $1 group by 1 order by count(*) desc limit 20)
         order by md5(id::text) limit 200`,
        [tenantId],
      )
      return rows.map(
        ({ at, id, arrival }) =>
          `/conversations/${id}/messages?limit=50&before=${cursor(at, String(arrival))}`,
      )
    },
  },
  { name: 'receipts', ready: each((id) => `/conversations/${id}/receipts?limit=50`) },
  { name: 'same_question', ready: each((id) => `/conversations/${id}/same-question?limit=20`) },
]

async function reportDisk(report: Report, client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; bytes: number }>(
    `select c.relname as name, pg_total_relation_size(c.oid)::float8 as bytes from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' order by 2 desc limit 8`,
  )
  const scale = 1_000_000 / LARGE.messages
  let all = 0
  for (const { name, bytes } of rows) {
    const whole = bytes * scale * (name === 'raw_event' || name === 'event_log' ? 1 / TRAIL : 1)
    all += whole
    report({ metric: `disk_per_million_${name}`, value: whole / 2 ** 20, unit: 'MB' })
  }
  report({ metric: 'disk_per_million', value: all / 2 ** 20, unit: 'MB' })
}
