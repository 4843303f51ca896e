import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { readMessage } from '../conversations/index.ts'
import { insertMessage } from '../conversations/message.repo.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { fetchMediaTask } from './fetch.task.ts'

let database: TestDatabase
let db: Database
let tenant: TestTenant
beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({
    url: roleUrl(database.url, 'plantao_app'),
    clock: { now: () => new Date('2026-03-10T15:00:00Z') },
  })
  tenant = await makeTenant(db)
})
afterAll(async () => {
  await db?.close()
  await database?.drop()
})

type Sent = { kind: 'document' | 'audio'; mime: string; bytes: Buffer }
const DOCUMENT: Sent = { kind: 'document', mime: 'application/pdf', bytes: Buffer.from('%PDF-1.4\n') }
const VOICE: Sent = {
  kind: 'audio',
  mime: 'audio/ogg',
  bytes: Buffer.concat([Buffer.from('OggS'), Buffer.alloc(60)]),
}

/** A file of a customer, and the task over a store that fails as often as told, and a model that always does. */
async function fetching(fileName: string, failures: number, { kind, mime, bytes }: Sent = DOCUMENT) {
  const messageId = await db.tenant(tenant.tenantId, (tx) =>
    insertMessage(tx, {
      conversationId: tenant.conversationId,
      author: 'contact',
      kind,
      text: null,
      media: { state: 'pending', fileName, ...(kind === 'audio' ? { words: 'pending' as const } : {}) },
      status: 'received',
      at: tx.now,
      waId: `WA-${fileName.length}-${failures}`,
      turnRevision: null,
    }),
  )
  let left = failures
  let asked = 0
  const run = fetchMediaTask({
    db,
    gateway: {
      fetchFile: async () => {
        asked += 1
        return { bytes, mime, fileName }
      },
    },
    store: {
      put: async () => {
        left -= 1
        if (left >= 0) throw new Error('the disk is full')
      },
    } as never,
    models: { transcribe: () => Promise.reject(new Error('no thought was given to this')) } as never,
    ceilingUsdMicro: 1,
    settings: () => Promise.reject(new Error('no turn is answered here')),
  })
  const payload = { tenantId: tenant.tenantId, messageId: messageId!, traceId: 't' }
  return {
    run: () =>
      run(payload).then(
        () => 'done',
        () => 'failed',
      ),
    media: async () => (await db.tenant(tenant.tenantId, (tx) => readMessage(tx, messageId!))).media,
    asked: () => asked,
  }
}

it('keeps a file whose name would be cut within a character', async () => {
  const { run, media } = await fetching(`${'😀'.repeat(100)}x.pdf`, 0)
  expect(await run()).toBe('done')
  expect(await media()).toMatchObject({ state: 'ready', fileName: expect.stringMatching(/x\.pdf$/) })
})

it('is patient with trouble of our own, and then says that there is no file', async () => {
  const { run, media, asked } = await fetching('nota.pdf', Number.POSITIVE_INFINITY)
  for (let time = 1; time < 25; time += 1) expect(await run()).toBe('failed')
  expect(await media()).toMatchObject({ state: 'pending' })
  expect(await run()).toBe('failed')
  expect(await media()).toMatchObject({ state: 'failed', failure: 'unavailable' })
  expect(await run()).toBe('done')
  expect(asked()).toBe(25)
})

it('goes on once the trouble is over', async () => {
  const { run, media } = await fetching('recibo.pdf', 7)
  for (let time = 0; time < 7; time += 1) await run()
  expect(await run()).toBe('done')
  expect(await media()).toMatchObject({ state: 'ready' })
})

it('does not call a file missing that came at the last try, only its words', async () => {
  const { run, media } = await fetching('recado.ogg', 24, VOICE)
  for (let time = 1; time < 25; time += 1) await run()
  expect(await media()).toMatchObject({ state: 'pending', words: 'pending' })
  expect(await run()).toBe('failed')
  expect(await media()).toMatchObject({ state: 'ready', words: 'failed' })
})
