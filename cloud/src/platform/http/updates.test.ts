import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import serveStatic from '@fastify/static'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { mountUpdates } from './updates.ts'

let folder: string
let app: FastifyInstance
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plantao-updates-'))
  await writeFile(join(folder, 'latest.yml'), 'version: 0.2.0\n')
  await writeFile(join(folder, 'Plantao-0.2.0.exe'), 'MZ')
  await writeFile(join(folder, 'notes.txt'), 'not ours to give')
  app = fastify()
  app.decorate('countMissed', async () => undefined)
  // The pages register the same plugin; both must live side by side, and its way of sending is used here.
  app.register(serveStatic, { root: folder, serve: false, cacheControl: false })
  mountUpdates(app, folder)
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

it('serves the feed fresh and installers for a year', async () => {
  const feed = await app.inject('/updates/latest.yml')
  expect([feed.statusCode, feed.headers['cache-control'], feed.body]).toEqual([
    200,
    'no-cache',
    'version: 0.2.0\n',
  ])
  const installer = await app.inject('/updates/Plantao-0.2.0.exe')
  expect(installer.headers['cache-control']).toContain('immutable')
})

it.each(['notes.txt', 'absent.yml', '..%2Fsecret.yml', '%2e%2e%2flatest.yml', '.yml', 'a/b.yml'])(
  'knows nothing of %s',
  async (name) => expect((await app.inject(`/updates/${name}`)).statusCode).toBe(404),
)
