import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../infra/testing/database/database.ts'
import {
  type Explained,
  explaining,
  type PlanNode,
  rowsTouched,
  tablesWalked,
} from '../../infra/testing/database/explaining.ts'
import { fillConversations } from '../../infra/testing/database/filled-conversations.ts'
import { makeTenant, type TestTenant } from '../../infra/testing/scene/tenant.ts'
import { type TestWeb, testWeb } from '../../infra/testing/scene/web.ts'
import { answerRoutes } from '../src/answer/index.ts'
import { conversationRoutes } from '../src/conversations/index.ts'
import { insightRoutes } from '../src/insights/index.ts'
import { learningRoutes } from '../src/learning/index.ts'
import { realtimeRoutes } from '../src/realtime/index.ts'

// Every reading page is asked by its real route; each statement it makes is explained under the application's role with
// row-level security on. A page may look rows up, never walk through a large table, and lists read about what they show.

const LARGE = [
  'message',
  'conversation',
  'contact',
  'receipt',
  'outbound',
  'event_log',
  'raw_event',
  'contact_identity',
]
/** Rows that a page of 50 may touch: itself, what is joined to each, and one to spare. */
const A_PAGE = 400
const NOW = new Date()

let database: TestDatabase
let web: TestWeb
let client: pg.Client
let house: TestTenant
let explained: Explained[] = []

const seen = (one: Explained) => void explained.push(one)
const walked = (plan: PlanNode) => tablesWalked(plan, LARGE)

beforeAll(async () => {
  database = await testDatabase()
  const nobody = () => Promise.reject(new Error('not asked here'))
  web = testWeb(database.url, {
    routes: (plain) => {
      const db = explaining(plain, seen)
      const proposals = { propose: nobody, approve: nobody, reject: nobody }
      return [
        ...conversationRoutes({ db }),
        ...answerRoutes({ db, tryAnswer: nobody, suggest: nobody, replay: nobody }),
        ...learningRoutes({ db, proposals: proposals as never }),
        ...insightRoutes({ db }),
        ...realtimeRoutes({ db }),
      ]
    },
    options: {
      authenticate: async () => ({
        ...house,
        name: 'Ana',
        role: 'owner',
        familyId: house.memberId,
        mustChangePassword: false,
      }),
    },
  })
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  // A neighbour with much more, so that the house's own rows are a small part of each table.
  const neighbour = await makeTenant(web.db, NOW)
  house = await makeTenant(web.db, NOW)
  await fillConversations(client, {
    ...neighbour,
    conversations: 4_000,
    messages: 40_000,
    now: NOW,
    trail: 0.5,
  })
  await fillConversations(client, { ...house, conversations: 3_000, messages: 9_000, now: NOW, trail: 1 })
}, 180_000)
afterAll(async () => {
  await client.end()
  await web.app.close()
  await web.db.close()
  await database.drop()
})

async function ask(path: string): Promise<Explained[]> {
  explained = []
  const answer = await web.app.inject({ url: `/api/v1${path}`, headers: { authorization: 'Bearer x' } })
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
  expect(explained.length).toBeGreaterThan(0)
  return explained
}
async function one(sql: string): Promise<Record<string, string>> {
  const { rows } = await client.query(sql, [house.tenantId])
  return rows[0]
}
const cursor = (at: string, key: string) =>
  Buffer.from(JSON.stringify({ at: new Date(at).toISOString(), key })).toString('base64url')
/** The conversation with the longest thread, and a message in its middle. */
const longest = () =>
  one(`select conversation_id as id, (array_agg(at order by at))[count(*) / 2] as at, (array_agg(arrival order by at))[count(*) / 2] as arrival
       from message where tenant_id = $1 group by 1 order by count(*) desc limit 1`)

describe('a list reads about what it shows', () => {
  it.each(['', '&state=ai_active', '&state=awaiting_human', '&state=human_replied'])(
    'of conversations%s',
    async (state) => {
      for (const { sql, plan } of await ask(`/conversations?limit=50${state}`)) {
        expect(walked(plan), sql).toEqual([])
        expect(rowsTouched(plan), sql).toBeLessThan(A_PAGE)
      }
    },
  )

  it('of conversations, far down', async () => {
    const { at, id } = await one(
      'select updated_at as at, id from conversation where tenant_id = $1 order by updated_at offset 100 limit 1',
    )
    for (const { sql, plan } of await ask(`/conversations?limit=50&cursor=${cursor(at!, id!)}`)) {
      expect(walked(plan), sql).toEqual([])
      expect(rowsTouched(plan), sql).toBeLessThan(A_PAGE)
    }
  })

  it('of messages, the newest and far up, of receipts, of the event log', async () => {
    const { id, at, arrival } = await longest()
    const pages = [
      `/conversations/${id}`,
      `/conversations/${id}/messages?limit=50`,
      `/conversations/${id}/messages?limit=50&before=${cursor(at!, String(arrival))}`,
      `/conversations/${id}/receipts?limit=50`,
      '/events?after=10000&limit=50',
    ]
    for (const page of pages)
      for (const { sql, plan } of await ask(page)) {
        expect(walked(plan), sql).toEqual([])
        expect(rowsTouched(plan), sql).toBeLessThan(A_PAGE)
      }
  })
})

describe('a page that counts walks through no large table', () => {
  it('who waits with the same question', async () => {
    const { id } = await one(
      `select v.id from conversation v join message m on m.tenant_id = v.tenant_id and m.conversation_id = v.id
       where v.tenant_id = $1 and v.handoff_question <> '' and m.author = 'member' limit 1`,
    )
    for (const { sql, plan } of await ask(`/conversations/${id}/same-question?limit=20`))
      expect(walked(plan), sql).toEqual([])
  })

  it.each(['/insights', '/insights/topics', '/knowledge/threshold-preview?threshold=0.5'])(
    '%s',
    async (page) => {
      for (const { sql, plan } of await ask(page)) expect(walked(plan), sql).toEqual([])
    },
  )
})

it('sees a walk through a table when there is one', async () => {
  await explaining(web.db, seen).tenant(house.tenantId, async (tx) => {
    for (const way of ['indexscan', 'bitmapscan', 'indexonlyscan'])
      await tx.query(`set local enable_${way} = off`)
    await tx.query('select 1 from message where id = $1', [house.conversationId])
  })
  const { plan } = explained.at(-1)!
  expect(walked(plan)).toEqual(['message'])
  expect(rowsTouched(plan)).toBeGreaterThan(A_PAGE)
})
