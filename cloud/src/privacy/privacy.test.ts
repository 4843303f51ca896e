import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { type TestWeb, testWeb, tokenOf } from '../../../infra/testing/scene/web.ts'
import { createTenant } from '../accounts/index.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { createTombstones } from '../whatsapp/index.ts'
import { eraseContactTask } from './erase-contact.task.ts'
import { eraseTenantTask } from './erase-tenant.task.ts'
import { privacyExportTask } from './export.task.ts'
import { privacyRoutes } from './privacy.route.ts'

const PASSWORD = 'a-long-password'
let database: TestDatabase
let web: TestWeb
const endings: string[] = []

beforeAll(async () => {
  database = await testDatabase()
  web = testWeb(database.url, {
    routes: (db) =>
      privacyRoutes({
        db,
        tombstones: createTombstones('of this test'),
        confirmPassword: (caller, password) => web.accounts.confirmPassword(caller, password),
        endAllSessions: (tenantId) => web.accounts.endAllSessions(tenantId),
      }),
    onFamilyRevoked: (family) => endings.push(family),
  })
})
afterAll(async () => {
  await web.app.close()
  await web.db.close()
  await database.drop()
})

type Made = { tenantId: string; token: string; contacts: { id: string; conversationId: string }[] }

/** A company with two customers who wrote, in every table that keeps what they said. */
async function company(slug: string): Promise<Made> {
  const { db } = web
  const owner = { email: `${slug}@example.com`, name: 'Dona', password: PASSWORD, mustChange: false }
  const { tenantId } = await createTenant(db, { name: slug, slug, owner })
  const instanceId = uuidv7()
  const contacts = [1, 2].map(() => ({ id: uuidv7(), conversationId: uuidv7() }))
  await db.tenant(tenantId, async (tx) => {
    await tx.query(
      `insert into instance (tenant_id, id, name, status, secret_hash, created_at, status_at) values ($1, $2, $3, 'connected', $4, $5, $5)`,
      [tenantId, instanceId, slug, Buffer.from(slug), tx.now],
    )
    for (const [i, contact] of contacts.entries()) {
      const phone = `553198888${1000 + slug.length * 10 + i}`
      const [message, receipt] = [uuidv7(), uuidv7()]
      await tx.query(
        'insert into contact (tenant_id, id, name, phone, last_jid, created_at) values ($1, $2, $3, $4, $5, $6)',
        [tenantId, contact.id, `Cliente ${i}`, phone, `${phone}@s.whatsapp.net`, tx.now],
      )
      await tx.query('insert into contact_identity (tenant_id, identity, contact_id) values ($1, $2, $3)', [
        tenantId,
        `phone:${phone}`,
        contact.id,
      ])
      await tx.query(
        'insert into conversation (tenant_id, id, contact_id, instance_id, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)',
        [tenantId, contact.conversationId, contact.id, instanceId, tx.now],
      )
      await tx.query(
        `insert into receipt (tenant_id, id, conversation_id, turn_revision, decision, question, trace_id, created_at)
         values ($1, $2, $3, 1, 'reply', $4, 't', $5)`,
        [tenantId, receipt, contact.conversationId, `pergunta ${slug} ${i}`, tx.now],
      )
      await tx.query(
        `insert into message (tenant_id, id, conversation_id, direction, author, kind, content, status, at, created_at, receipt_id)
         values ($1, $2, $3, 'out', 'ai', 'text', $4, 'sent', $5, $5, $6)`,
        [tenantId, message, contact.conversationId, `segredo ${slug} ${i}`, tx.now, receipt],
      )
      await tx.query(
        `insert into outbound (tenant_id, message_id, conversation_id, body, state, not_before, trace_id, created_at)
         values ($1, $2, $3, 'x', 'sent', $4, 't', $4)`,
        [tenantId, message, contact.conversationId, tx.now],
      )
      await tx.query(
        `insert into media (tenant_id, message_id, state, storage_key, file_name, created_at, updated_at)
         values ($1, $2, 'ready', $3, 'nota.PDF', $4, $4)`,
        [tenantId, message, `${tenantId}/${message}`, tx.now],
      )
      const body = { data: { key: { remoteJid: `${phone.slice(0, 4)}${phone.slice(5)}@s.whatsapp.net` } } }
      await tx.query(
        `insert into raw_event (tenant_id, instance_id, event, dedupe_key, body, trace_id, received_at, handled_at)
         values ($1, $2, 'messages.upsert', $3, $4, 't', $5, $5)`,
        [tenantId, instanceId, message, JSON.stringify(body), tx.now],
      )
    }
  })
  return { tenantId, contacts, token: await tokenOf(web, owner.email, PASSWORD) }
}

const eraseContact = ({ tenantId }: Made, certificateId: string) =>
  eraseContactTask({ db: web.db, clearFiles: async () => undefined })({ tenantId, certificateId })
const call = (token: string, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) =>
  web.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { authorization: `Bearer ${token}` },
    ...(payload ? { payload } : {}),
  })
const file = async (key: string) =>
  (async function* () {
    yield Buffer.from(`bytes of ${key.split('/')[1]}`)
  })()
const makeExport = (tenantId: string, exportId: string) =>
  privacyExportTask({ db: web.db, readFile: file })({ tenantId, exportId })
const rows = (tenantId: string, table: string) =>
  web.db.tenant(
    tenantId,
    async (tx) => (await tx.query(`select from ${table} where tenant_id = $1`, [tenantId])).length,
  )

async function fetched(token: string, id: string): Promise<Record<string, string>> {
  const answer = await call(token, 'GET', `/privacy/exports/${id}/file`)
  expect(answer.statusCode).toBe(200)
  const files = unzipSync(new Uint8Array(answer.rawPayload))
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
  )
}

it('finds a customer by the end of the phone or part of the name, of one’s own company only', async () => {
  const [here, there] = [await company('achar'), await company('vizinha')]
  const find = async (q: string, token = here.token) => {
    const headers = { authorization: `Bearer ${token}` }
    const answer = await web.app.inject({ url: `/api/v1/contacts?q=${encodeURIComponent(q)}`, headers })
    return answer.statusCode === 200
      ? answer.json().items.map(({ id }: { id: string }) => id)
      : answer.statusCode
  }
  const [first, second] = here.contacts
  expect(await find('(31) 98888-1050')).toEqual([first!.id])
  expect(await find('+55 31 8888-1051')).toEqual([second!.id])
  expect((await find('cliênte')).sort()).toEqual([first!.id, second!.id].sort())
  expect(await find('%%%')).toEqual([])
  expect(await find('ab')).toBe(400)
  expect(await find('1050', there.token)).toEqual([])
})

describe('an export', () => {
  it('has messages in the order of their thread: the second they were written in, then arrival', async () => {
    const { tenantId, contacts, token } = await company('ordem')
    const at = new Date('2026-11-24T12:00:05Z')
    await web.db.tenant(tenantId, async (tx) => {
      for (const [text, second] of [
        ['terceira', 1],
        ['primeira', 0],
        ['segunda', 0],
      ] as const)
        await tx.query(
          `insert into message (tenant_id, id, conversation_id, direction, author, kind, content, status, at, created_at)
           values ($1, $2, $3, 'in', 'contact', 'text', $4, 'received', $5, $6)`,
          [
            tenantId,
            uuidv7(),
            contacts[0]!.conversationId,
            text,
            new Date(at.getTime() + second * 1000),
            tx.now,
          ],
        )
    })
    const asked = (await call(token, 'POST', '/privacy/export')).json()
    await makeExport(tenantId, asked.id)
    const lines = (await fetched(token, asked.id))['dados/message.jsonl']!.trim().split('\n')
    const told = lines.map((line) => (JSON.parse(line) as { content: string }).content)
    expect(told.filter((text) => /eira|segunda/.test(text))).toEqual(['primeira', 'segunda', 'terceira'])
  })

  it('holds everything of the company, nothing of another, and no secret', async () => {
    const [mine, other] = [await company('export-a'), await company('export-bb')]
    const asked = await call(mine.token, 'POST', '/privacy/export')
    expect(asked.json()).toMatchObject({ status: 'preparing' })
    expect((await call(mine.token, 'POST', '/privacy/export')).json().id).toBe(asked.json().id)
    expect((await call(mine.token, 'GET', `/privacy/exports/${asked.json().id}/file`)).statusCode).toBe(409)
    await makeExport(mine.tenantId, asked.json().id)
    await makeExport(mine.tenantId, asked.json().id)
    const files = await fetched(mine.token, asked.json().id)
    const all = Object.values(files).join('\n')
    expect(files['dados/message.jsonl']!.trim().split('\n')).toHaveLength(2)
    expect(files['dados/raw_event.jsonl']!.trim().split('\n')).toHaveLength(2)
    expect(all).toContain('segredo export-a 0')
    expect(all).toContain('segredo export-a 1')
    expect(all).not.toContain('export-bb')
    expect(all).not.toMatch(/password_hash|argon2|secret_hash|current_hash|storage_key/)
    expect(Object.keys(files).filter((name) => /^arquivos\/[\w-]+\.pdf$/.test(name))).toHaveLength(2)
    expect((await call(other.token, 'GET', `/privacy/exports/${asked.json().id}`)).statusCode).toBe(404)
    expect((await call(other.token, 'GET', `/privacy/exports/${asked.json().id}/file`)).statusCode).toBe(404)
  })

  it('of one contact holds that contact only', async () => {
    const mine = await company('contact-ccc')
    const [first] = mine.contacts
    const asked = await call(mine.token, 'POST', `/contacts/${first!.id}/export`)
    await makeExport(mine.tenantId, asked.json().id)
    const files = await fetched(mine.token, asked.json().id)
    const all = Object.values(files).join('\n')
    expect(all).toContain('segredo contact-ccc 0')
    expect(all).not.toContain('segredo contact-ccc 1')
    expect(all).not.toContain('Cliente 1')
    expect(all).not.toContain('example.com')
    expect(files['dados/raw_event.jsonl']!.trim().split('\n')).toHaveLength(1)
  })
})

describe('erasing a contact', () => {
  it('leaves nothing of it, nothing less of others, and a certificate that counts', async () => {
    const mine = await company('erase-dddd')
    const [first] = mine.contacts
    await web.db.tenant(mine.tenantId, (tx) =>
      tx.query(
        `insert into proposal (tenant_id, id, question, answer, content, pair_hash, conversation_id, created_at)
         select tenant_id, gen_random_uuid(), 'q', 'a', 'c', id::text, id, $2 from conversation where tenant_id = $1`,
        [mine.tenantId, tx.now],
      ),
    )
    const asked = (await call(mine.token, 'DELETE', `/contacts/${first!.id}`)).json()
    expect(asked).toMatchObject({ status: 'erasing', contactId: first!.id, requestedBy: 'Dona' })
    // Not found from that answer on, though the rows are still there.
    const found = await call(mine.token, 'GET', '/contacts?q=cliente')
    expect(found.json().items.map(({ id }: { id: string }) => id)).toEqual([mine.contacts[1]!.id])
    await eraseContact(mine, asked.id)
    await eraseContact(mine, asked.id)
    for (const table of [
      'contact',
      'contact_identity',
      'conversation',
      'message',
      'outbound',
      'receipt',
      'media',
      'raw_event',
      'proposal',
    ])
      expect([table, await rows(mine.tenantId, table)]).toEqual([table, 1])
    const certificate = (await call(mine.token, 'GET', `/privacy/certificates/${asked.id}`)).json()
    expect(certificate).toMatchObject({
      status: 'erased',
      counts: { message: 1, receipt: 1, media: 1, raw_event: 1, contact: 1, conversation: 1, outbound: 1 },
    })
    expect(JSON.stringify(certificate)).not.toMatch(/\d{10,}@|Cliente/)
    expect((await call(mine.token, 'DELETE', `/contacts/${first!.id}`)).json().id).toBe(asked.id)
    expect((await call(mine.token, 'DELETE', `/contacts/${uuidv7()}`)).statusCode).toBe(404)
  })

  it('takes along what was being written when it began, at its first try', async () => {
    const { db } = web
    const mine = await company('erase-gggg')
    const { id, conversationId } = mine.contacts[0]!
    const asked = (await call(mine.token, 'DELETE', `/contacts/${id}`)).json()
    const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>()
    const writing = db.tenant(mine.tenantId, async (tx) => {
      await tx.query(
        `insert into message (tenant_id, id, conversation_id, direction, author, kind, content, status, at, created_at)
         values ($1, $2, $3, 'in', 'contact', 'text', 'late', 'received', $4, $4)`,
        [mine.tenantId, uuidv7(), conversationId, tx.now],
      )
      await mayCommit
    })
    const erasing = eraseContact(mine, asked.id)
    const waits = "select from pg_locks where not granted and locktype in ('transactionid', 'tuple')"
    await vi.waitUntil(async () => (await db.lookup(waits)).length > 0, { timeout: 20_000, interval: 10 })
    commit()
    await Promise.all([writing, erasing])
    expect([await rows(mine.tenantId, 'conversation'), await rows(mine.tenantId, 'message')]).toEqual([1, 1])
  })
})

describe('deleting a company', () => {
  it('asks for the password, ends every session, and leaves no row in any table; again changes nothing', async () => {
    const [mine, other] = [await company('delete-eeeee'), await company('stay-ffffff')]
    const wrong = await call(mine.token, 'DELETE', '/tenant', { password: 'not this one' })
    expect(wrong.statusCode).toBe(401)
    const delivered = async (slug: string, id: string) => {
      const hash = Buffer.from(slug).toString('hex')
      const delivery = { secret_hash: hash, event: 'messages.upsert', dedupe: id, body: {}, trace: 't' }
      const [row] = await web.db.lookup<{ stored: boolean }>('select * from accept_webhooks($1)', [
        JSON.stringify([{ ...delivery, at: new Date() }]),
      ])
      return row!.stored
    }
    expect(await delivered('delete-eeeee', 'before')).toBe(true)
    const done = await call(mine.token, 'DELETE', '/tenant', { password: PASSWORD })
    expect(done.statusCode).toBe(200)
    // Whatever Evolution delivers from here on is refused for good, not only when everything is gone.
    expect(await delivered('delete-eeeee', 'after')).toBe(false)
    expect(await delivered('stay-ffffff', 'other')).toBe(true)
    expect(endings.length).toBeGreaterThan(0)
    expect((await call(mine.token, 'GET', '/me')).statusCode).toBe(401)
    const removed: string[] = []
    const erase = eraseTenantTask({
      db: web.db,
      vectors: { drop: async () => undefined },
      gateway: { remove: async (name) => void removed.push(name) },
      clearFiles: async () => undefined,
    })
    await erase({ tenantId: mine.tenantId })
    await erase({ tenantId: mine.tenantId })
    expect(removed).toEqual(['delete-eeeee'])
    const tables = await web.db.tenant(mine.tenantId, (tx) =>
      tx.query<{ name: string }>(
        `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
         join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
         where n.nspname = 'public' and c.relkind = 'r' and has_table_privilege(c.oid, 'select')`,
      ),
    )
    for (const { name } of tables) {
      // Files in the store are named until the job has taken them out; the deletion itself is remembered.
      const kept = ({ media_garbage: 2, tenant_deletion: 1 } as Record<string, number>)[name] ?? 0
      expect([name, await rows(mine.tenantId, name)]).toEqual([name, kept])
    }
    expect(await delivered('delete-eeeee', 'late')).toBe(false)
    expect(await rows(other.tenantId, 'message')).toBe(2)
    const [deletion] = await web.db.tenant(mine.tenantId, (tx) =>
      tx.query<{ finished_at: Date | null; counts: object }>(
        'select finished_at, counts from tenant_deletion',
      ),
    )
    expect(deletion).toMatchObject({
      finished_at: expect.any(Date),
      counts: { message: 2, tenant: 1, contact: 2 },
    })
  })
})
