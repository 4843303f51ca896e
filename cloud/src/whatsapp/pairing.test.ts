import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { buildSandbox } from '../../../infra/sandbox/src/app.ts'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { mountRoutes } from '../platform/http/bind.ts'
import { handleError } from '../platform/http/error-handler.ts'
import { roleUrl } from '../platform/roles.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { evolutionGateway } from './adapters/evolution.gateway.ts'
import { GatewayError, type WhatsappGateway } from './gateway.port.ts'
import { findInstance } from './instance.repo.ts'
import { whatsappRoutes } from './instance.route.ts'
import { applyInstanceEvent } from './instance-events.ts'
import { ensureInstance, openInstance } from './pairing.ts'
import { secretHash } from './secret.ts'
import { webhookRoute } from './webhook.route.ts'

/** Instances from both sides: our tables and the Evolution emulator, with the webhook between them. */
let now = new Date('2026-11-23T21:40:00Z')
const clock = { now: () => now }
let database: TestDatabase
let db: Database
let sandbox: FastifyInstance
let cloud: FastifyInstance
let door: FastifyInstance
let sandboxUrl: string
let webhookUrl: string
let gateway: WhatsappGateway & { close(): Promise<void> }
let tenantId: string
let heard: { outcome: string; event: string | null }[]
let onHeard: () => void = () => undefined

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

beforeEach(async () => {
  now = new Date('2026-11-23T21:40:00Z')
  heard = []
  tenantId = uuidv7()
  await db.tenant(tenantId, async (tx) => {
    await tx.query(
      "insert into tenant (tenant_id, name, slug, created_at) values ($1, 'Padaria', 'padaria', $2)",
      [tenantId, tx.now],
    )
    await tx.query('insert into tenant_counter (tenant_id) values ($1)', [tenantId])
  })
  await startSandbox()
  door = Fastify()
  door.register(
    webhookRoute({
      db,
      clock,
      onOutcome: (outcome, event) => {
        heard.push({ outcome, event })
        onHeard()
      },
    }),
  )
  webhookUrl = `${await door.listen({ host: '127.0.0.1', port: 0 })}/webhook/whatsapp`
  cloud = serveApi(gateway)
})
afterEach(async () => {
  await gateway.close()
  await sandbox.close()
  await cloud.close()
  await door.close()
  await db.tenant(tenantId, async (tx) => {
    await tx.query('update tenant set slug = $2 where tenant_id = $1', [tenantId, tenantId])
    await tx.query("update instance set name = 'gone-' || id where tenant_id = $1", [tenantId])
  })
})

function serveApi(served: WhatsappGateway): FastifyInstance {
  const member = { memberId: uuidv7(), familyId: uuidv7(), name: 'Ana', role: 'owner' } as const
  const server = Fastify()
  server.setErrorHandler(handleError)
  const routes = whatsappRoutes({ db, clock, gateway: served, webhookUrl })
  mountRoutes(server, routes, async () => ({ ...member, tenantId, mustChangePassword: false }))
  return server
}

async function startSandbox(): Promise<void> {
  sandbox = buildSandbox({ evolutionApiKey: 'key', times: { bootMs: 1 } })
  sandboxUrl = await sandbox.listen({ host: '127.0.0.1', port: 0 })
  gateway = evolutionGateway({ url: `${sandboxUrl}/evolution`, apiKey: 'key', clock })
}

async function hear(fits: (one: (typeof heard)[number]) => boolean): Promise<void> {
  while (!heard.some(fits)) {
    await new Promise<void>((resolve) => {
      onHeard = resolve
    })
  }
}
const pair = () =>
  fetch(`${sandboxUrl}/phone/pair`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ instance: 'padaria' }),
  })
const hashes = async () => {
  const [row] = await db.tenant(tenantId, (tx) =>
    tx.query<{ secret_hash: Buffer; previous_secret_hash: Buffer | null }>(
      'select secret_hash, previous_secret_hash from instance where tenant_id = $1',
      [tenantId],
    ),
  )
  return { current: row?.secret_hash, previous: row?.previous_secret_hash }
}
const call = (method: 'GET' | 'POST', path: string) =>
  cloud.inject({ method, url: `/api/v1/whatsapp/${path}`, headers: { authorization: 'Bearer x' } })
const announced = async () =>
  (await db.tenant(tenantId, (tx) => tx.query('select type from event_log where tenant_id = $1', [tenantId])))
    .length

it('leads an owner from nothing to a connected number', async () => {
  expect((await call('GET', 'status')).json()).toMatchObject({ status: 'disconnected' })
  expect((await call('GET', 'qrcode')).json()).toMatchObject({ error: { code: 'whatsapp.no_instance' } })
  const made = await call('POST', 'instance')
  expect(made.json()).toMatchObject({ name: 'padaria', status: 'connecting' })
  const qr = (await call('GET', 'qrcode')).json()
  expect(qr).toMatchObject({ code: expect.stringMatching(/^2@/), image: expect.stringMatching(/^data:/) })
  await hear(({ outcome, event }) => outcome === 'stored' && event === 'qrcode.updated')

  await pair()
  // The throttle is per tenant: later, Evolution is asked and says what our tables do not know yet.
  now = new Date(now.getTime() + 6000)
  expect((await call('GET', 'status')).json()).toMatchObject({
    status: 'connected',
    phone: expect.stringMatching(/^55\d+$/),
  })
  expect((await call('GET', 'qrcode')).json()).toEqual({ code: null, image: null, pairingCode: null })
  const before = await hashes()
  expect((await call('POST', 'instance')).json()).toMatchObject({ status: 'connected' })
  expect(await hashes()).toEqual(before)
  expect(heard.every(({ outcome }) => outcome !== 'unauthorized')).toBe(true)
})

it('makes the instance anew, with a new secret, when Evolution has lost it', async () => {
  await ensureInstance(db, gateway, { tenantId, webhookUrl })
  const before = await hashes()
  await gateway.close()
  await sandbox.close()
  await startSandbox()
  heard.length = 0
  const again = await ensureInstance(db, gateway, { tenantId, webhookUrl })
  expect(again).toMatchObject({ name: 'padaria', status: 'connecting' })
  expect((await hashes()).previous).toEqual(before.current)
  await pair()
  await hear(({ outcome, event }) => outcome === 'stored' && event === 'connection.update')
  // Of equal `connecting` events within ten seconds one is kept.
  expect(heard.filter(({ outcome }) => outcome !== 'stored').map(({ event }) => event)).not.toContain(
    'messages.upsert',
  )
  expect(heard.some(({ outcome }) => outcome === 'unauthorized')).toBe(false)
})

it('may be ensured again and again, connected or not', async () => {
  await ensureInstance(db, gateway, { tenantId, webhookUrl })
  await ensureInstance(db, gateway, { tenantId, webhookUrl })
  await pair()
  await hear(({ event }) => event === 'connection.update')
  const again = await ensureInstance(db, gateway, { tenantId, webhookUrl })
  expect(again).toMatchObject({ status: 'connected', phone: expect.stringMatching(/^55/) })
})

it('adopts an instance of that name, pointing its webhook at us', async () => {
  await gateway.createInstance({
    name: 'padaria',
    webhookUrl: 'http://127.0.0.1:1/elsewhere',
    secret: 'theirs',
  })
  const adopted = await openInstance({ db, gateway, webhookUrl }, tenantId)
  expect(adopted.qr.code).toMatch(/^2@/)
  await pair()
  await hear(({ outcome, event }) => outcome === 'stored' && event === 'connection.update')
})

it('has committed the secret before Evolution knows it, and keeps the old one when Evolution refuses', async () => {
  let committed = false
  const spying = {
    ...gateway,
    createInstance: async (instance: { name: string; webhookUrl: string; secret: string }) => {
      committed = (await hashes()).current?.equals(secretHash(instance.secret)) ?? false
      return gateway.createInstance(instance)
    },
  }
  await openInstance({ db, gateway: spying, webhookUrl }, tenantId)
  expect(committed).toBe(true)

  const before = await hashes()
  const failing = (kind: GatewayError['kind']) => ({
    ...gateway,
    setWebhook: async () => {
      throw new GatewayError(kind, 'no')
    },
  })
  const open = (kind: GatewayError['kind']) =>
    openInstance({ db, gateway: failing(kind), webhookUrl }, tenantId)
  await expect(open('refused')).rejects.toMatchObject({ kind: 'refused' })
  expect((await hashes()).current).toEqual(before.current)
  await expect(open('unavailable')).rejects.toMatchObject({ kind: 'unavailable' })
  expect((await hashes()).previous).toEqual(before.current)
})

it('says by name that Evolution is away, and shows what is stored', async () => {
  await call('POST', 'instance')
  await sandbox.close()
  now = new Date(now.getTime() + 60_000)
  expect((await call('GET', 'status')).json()).toMatchObject({ status: 'connecting' })
  for (const answer of [await call('POST', 'instance'), await call('GET', 'qrcode')]) {
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toMatchObject({ error: { code: 'whatsapp.unavailable' } })
  }
})

it('asks Evolution for a status at most every few seconds', async () => {
  await call('POST', 'instance')
  let asked = 0
  const state: WhatsappGateway['state'] = (name) => {
    asked++
    return gateway.state(name)
  }
  cloud = serveApi({ ...gateway, state })
  for (const later of [0, 1000, 4999, 5000, 6000]) {
    now = new Date(new Date('2026-11-23T22:00:00Z').getTime() + later)
    await call('GET', 'status')
  }
  expect(asked).toBe(2)
})

it('writes and announces a storm of equal events once', async () => {
  await ensureInstance(db, gateway, { tenantId, webhookUrl })
  const base = await announced()
  const apply = (event: Parameters<typeof applyInstanceEvent>[2]) =>
    db.tenant(tenantId, async (tx: TenantTx) => {
      const instance = await findInstance(tx)
      await applyInstanceEvent(tx, instance!.id, event)
      return (await findInstance(tx))!
    })
  const connected = { type: 'connection', state: 'connected', phone: '5511990001111', cause: null } as const
  expect(await apply(connected)).toMatchObject({
    status: 'connected',
    phone: '5511990001111',
    qr: { code: null },
  })
  expect(await announced()).toBe(base + 1)
  for (let n = 0; n < 5; n++)
    await apply({ type: 'connection', state: 'connecting', phone: null, cause: null })
  expect(await announced()).toBe(base + 2)
  await apply(connected)
  // Scanned already: a QR that was overtaken does not disconnect anybody.
  const late = await apply({ type: 'qr', code: '2@late', image: null, pairingCode: null })
  expect(late).toMatchObject({ status: 'connected', qr: { code: null } })
  const gone = await apply({ type: 'connection', state: 'disconnected', phone: null, cause: null })
  expect(gone).toMatchObject({ status: 'disconnected', phone: '5511990001111' })
  const shown = await apply({ type: 'qr', code: '2@new', image: 'data:x', pairingCode: null })
  expect(shown).toMatchObject({ status: 'connecting', qr: { code: '2@new', image: 'data:x' } })
  await apply({ type: 'qr', code: '2@new', image: 'data:x', pairingCode: null })
  expect(await announced()).toBe(base + 5)
})

it('gives a QR to a number that we believe connected and Evolution has lost', async () => {
  const { id } = await ensureInstance(db, gateway, { tenantId, webhookUrl })
  await db.tenant(tenantId, (tx) =>
    applyInstanceEvent(tx, id, {
      type: 'connection',
      state: 'connected',
      phone: '5511990001111',
      cause: null,
    }),
  )
  await gateway.remove('padaria')
  const again = await ensureInstance(db, gateway, { tenantId, webhookUrl })
  expect(again).toMatchObject({ status: 'connecting', qr: { code: expect.stringMatching(/^2@/) } })
})
