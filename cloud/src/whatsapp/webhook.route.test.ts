import Fastify, { type FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { posted } from './fixtures/captures.ts'
import { rotateSecret } from './instance.repo.ts'
import { secretHash } from './secret.ts'
import { webhookRoute } from './webhook.route.ts'

const clock = { now: () => new Date('2026-11-23T21:40:00Z') }
const tenantId = uuidv7()
const message = posted('baileys-text-conversation-pn')[0]!
let database: TestDatabase
let owner: pg.Client
let db: Database
let app: FastifyInstance
const log: string[] = []
let outcomes: (string | null)[][]

beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client(database.url)
  await owner.connect()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock })
  await db.tenant(tenantId, async (tx) => {
    await tx.query("insert into tenant values ($1, 'Padaria', 'padaria', 'America/Sao_Paulo', $2)", [
      tenantId,
      tx.now,
    ])
    await rotateSecret(tx, secretHash('old'))
    await rotateSecret(tx, secretHash('new'))
  })
})
beforeEach(async () => {
  outcomes = []
  log.length = 0
  await db.tenant(tenantId, (tx) => tx.query('delete from raw_event where tenant_id = $1', [tenantId]))
  app = serve(db)
})
afterAll(async () => {
  await db.close()
  await owner.end()
  await database.drop()
})

function serve(served: Database): FastifyInstance {
  const server = Fastify({ logger: { stream: { write: (line) => void log.push(line) } } })
  server.register(
    webhookRoute({ db: served, clock, onOutcome: (outcome, event) => outcomes.push([outcome, event]) }),
  )
  return server
}

const post = (payload: unknown, secret: string | null = 'new', url = '/webhook/whatsapp') =>
  app.inject({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
    },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  })
const stored = () =>
  db.tenant(tenantId, (tx) =>
    tx.query<{ event: string; body: Record<string, unknown>; trace_id: string }>(
      'select event, body, trace_id from raw_event where tenant_id = $1 order by id',
      [tenantId],
    ),
  )

it('stores an event once, however often it comes, and without the instance’s token', async () => {
  expect((await post(message)).json()).toEqual({ stored: true })
  expect((await post(message)).json()).toEqual({ stored: false })
  const rows = await stored()
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ event: 'messages.upsert', body: { data: message.data } })
  expect(rows[0]?.body).not.toHaveProperty('apikey')
  expect(outcomes).toEqual([
    ['stored', 'messages.upsert'],
    ['duplicate', 'messages.upsert'],
  ])
})

it('leaves exactly one job for it, which carries ids only', async () => {
  await post({ ...message, data: { ...(message.data as object), key: { id: 'JOB', remoteJid: '1@lid' } } })
  await post({ ...message, data: { ...(message.data as object), key: { id: 'JOB', remoteJid: '1@lid' } } })
  await owner.query('set role plantao_queue')
  const { rows } = await owner.query<{ payload: { rawEventId: number } }>('select payload from queue_job')
  await owner.query('reset role')
  const [row] = await db.tenant(tenantId, (tx) =>
    tx.query<{ id: number; trace_id: string }>('select id, trace_id from raw_event where tenant_id = $1', [
      tenantId,
    ]),
  )
  const mine = rows.filter(({ payload }) => payload.rawEventId === row?.id)
  expect(mine.map(({ payload }) => payload)).toEqual([
    { tenantId, rawEventId: row?.id, traceId: row?.trace_id },
  ])
})

it('takes both secrets during a rotation, and posts by event', async () => {
  expect((await post(message, 'old')).statusCode).toBe(200)
  expect((await post(message, 'new', '/webhook/whatsapp/messages-upsert')).json()).toEqual({ stored: false })
})

it('refuses a wrong, missing or odd secret for good', async () => {
  for (const secret of ['wrong', null, 'a b', '', "'--"]) {
    const answer = await post(message, secret)
    expect(answer.statusCode).toBe(401)
    expect(answer.json()).toMatchObject({
      error: { code: 'webhook.unauthorized', traceId: expect.any(String) },
    })
  }
  expect(await stored()).toEqual([])
})

it('refuses for good what is no event', async () => {
  const bodies = ['', '{', '[]', 'null', '{}', '{"event":7}', '{"event":""}', '{"event":"\\u0000"}', '"x"']
  for (const body of bodies) expect((await post(body)).statusCode, body).toBe(400)
  expect((await post({ event: 'x'.repeat(101) })).statusCode).toBe(400)
  const deep = `{"event":"x","data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  expect((await post(deep)).statusCode).toBe(400)
  const deepish = `{"event":"x","data":${'['.repeat(7000)}${']'.repeat(7000)}}`
  expect([200, 400]).toContain((await post(deepish)).statusCode)
  expect((await post(JSON.stringify({ event: 'x', data: 'y'.repeat(4 * 1024 * 1024) }))).statusCode).toBe(413)
})

it('stores what Postgres would refuse: NUL and halves of characters', async () => {
  const text = 'a\0b\ud83d \\u0000 👍'
  const odd = {
    event: 'messages.upsert',
    data: { key: { id: 'N\0\ud800' }, message: { conversation: text } },
  }
  expect((await post(odd)).json()).toEqual({ stored: true })
  expect((await stored())[0]?.body).toMatchObject({
    data: { message: { conversation: 'ab\ufffd \\u0000 👍' } },
  })
})

it('reads JSON whatever its content type is called', async () => {
  const answer = await app.inject({
    method: 'POST',
    url: '/webhook/whatsapp',
    headers: { authorization: 'bearer new', 'content-type': 'text/plain' },
    payload: JSON.stringify(message),
  })
  expect(answer.statusCode).toBe(200)
})

it('asks for another try when the database is away, whatever the secret', async () => {
  const gone = openDatabase({ url: 'postgres://nobody:x@127.0.0.1:1/none', clock })
  app = serve(gone)
  for (const secret of ['new', 'wrong']) expect((await post(message, secret)).statusCode).toBe(503)
  expect(outcomes).toEqual([
    ['unavailable', null],
    ['unavailable', null],
  ])
  await gone.close()
})

it('writes one line for each delivery, with no phone, text or secret in it', async () => {
  await post(message)
  await post(message, 'wrong-secret')
  const lines = log.filter((line) => line.includes('"msg":"webhook"'))
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { outcome: 'stored', event: 'messages.upsert', tenantId, traceId: expect.any(String) },
    { outcome: 'unauthorized', traceId: expect.any(String) },
  ])
  expect(log.join()).not.toMatch(/988887777|bom dia|wrong-secret|Bearer/)
})

it('answers each of many that come at once for itself: stored, doubled, a wrong secret, what cannot be stored', async () => {
  const other = {
    ...message,
    data: { ...(message.data as object), key: { id: 'OTHER', remoteJid: '1@lid' } },
  }
  const deep = `{"event":"messages.upsert","data":${'['.repeat(7000)}${']'.repeat(7000)}}`
  const answers = await Promise.all([
    post(message),
    post(other),
    post(other),
    post(other, 'wrong'),
    post(deep),
    post(message),
    post({ ...other, event: 'messages.update' }, 'old'),
  ])
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 401, 400, 200, 200])
  expect(
    answers.filter(({ statusCode }) => statusCode === 200).map((answer) => answer.json().stored),
  ).toEqual([true, true, false, false, true])
  expect((await stored()).length).toBe(3)
  const { rows } = await owner.query('select count(*)::int as jobs from graphile_worker.jobs')
  expect(rows[0].jobs).toBeGreaterThanOrEqual(3)
})

/** The same database, and every statement that asked it outside a tenant. */
function watched(): { db: Database; asked: { sql: string; values: unknown[] }[] } {
  const asked: { sql: string; values: unknown[] }[] = []
  const lookup: Database['lookup'] = (sql, values = []) => {
    asked.push({ sql, values })
    return db.lookup(sql, values)
  }
  return { db: { ...db, lookup }, asked }
}

it('reads no byte of a stranger’s body, and gives the database only its secret’s hash', async () => {
  const { db: seen, asked } = watched()
  app = serve(seen)
  let read = 0
  app.addHook('preParsing', async (_request, _reply, payload) => {
    payload.on('data', (chunk: Buffer) => {
      read += chunk.length
    })
    return payload
  })
  const body = JSON.stringify({ ...message, pad: 'x'.repeat(1_770_000) })
  for (let i = 0; i < 20; i++) expect((await post(body, 'wrong')).statusCode).toBe(401)
  expect(read).toBe(0)
  expect(asked.map(({ values }) => values)).toEqual([[[secretHash('wrong')]]])
  expect((await post(message)).statusCode).toBe(200)
  expect(read).toBeGreaterThan(0)
})

it('asks for many strangers at once in one statement at a time, and for an honest instance once', async () => {
  const { db: seen, asked } = watched()
  app = serve(seen)
  const answers = await Promise.all([
    ...Array.from({ length: 60 }, (_, i) => post(message, `guess-${i}`)),
    ...Array.from({ length: 5 }, () => post(message)),
  ])
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([
    ...Array.from({ length: 60 }, () => 401),
    ...Array.from({ length: 5 }, () => 200),
  ])
  const lookUps = asked.filter(({ sql }) => sql.includes('tenant_of_secret'))
  expect(lookUps.length).toBeLessThanOrEqual(5)
  const before = lookUps.length
  for (let i = 0; i < 10; i++) await post(message)
  expect(asked.filter(({ sql }) => sql.includes('tenant_of_secret'))).toHaveLength(before)
})

it('takes a secret as soon as it is rotated in, and refuses one that was rotated out', async () => {
  expect((await post(message, 'old')).statusCode).toBe(200)
  const rotate = (secret: string) => db.tenant(tenantId, (tx) => rotateSecret(tx, secretHash(secret)))
  await rotate('third')
  for (const secret of ['third', 'new']) expect((await post(message, secret)).statusCode).toBe(200)
  expect((await post(message, 'old')).statusCode, 'though it was right a moment ago').toBe(401)
  await rotate('old')
  await rotate('new')
  // Refused a moment ago and right again: for two seconds at most it is not asked about.
  await expect.poll(async () => (await post(message, 'old')).statusCode).toBe(200)
})
