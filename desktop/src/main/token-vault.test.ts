import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { memoryCache } from '../engine/cache.memory.ts'
import { deviceFile } from './device-file.ts'
import { startEngine } from './engine.ts'
import { tokenVault } from './token-vault.ts'

/** Turns bytes around; what matters here is not how they are hidden. */
const KEYRING = {
  encrypt: (text: string) => Buffer.from(text).reverse(),
  decrypt: (content: Buffer) => Buffer.from(content).reverse().toString(),
}
const KEPT = {
  refreshToken: 'a token of the first cloud',
  me: {
    member: {
      id: '018f0000-0000-7000-8000-000000000001',
      tenantId: '018f0000-0000-7000-8000-000000000002',
      name: 'Ana',
      email: 'ana@padaria.example',
      role: 'attendant' as const,
    },
    tenant: { id: '018f0000-0000-7000-8000-000000000002', name: 'Padaria', timeZone: 'America/Sao_Paulo' },
    mustChangePassword: false,
  },
}
const MINE = 'https://plantao.example'
const OTHER = 'https://plantao.example.evil'

let folder: string
let session: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plantao-vault-'))
  session = join(folder, 'session.bin')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('gives a token back to the cloud that gave it, and to no other', async () => {
  await tokenVault(session, KEYRING, MINE).save(KEPT)
  expect(await tokenVault(session, KEYRING, MINE).load()).toEqual(KEPT)
  expect(await tokenVault(session, KEYRING, OTHER).load()).toBeNull()
  // A session that ends elsewhere does not end this one.
  await tokenVault(session, KEYRING, OTHER).clear()
  expect(await tokenVault(session, KEYRING, MINE).load()).toEqual(KEPT)
  await tokenVault(session, KEYRING, MINE).clear()
  expect(await tokenVault(session, KEYRING, MINE).load()).toBeNull()
})

it('ties to it what the machine is known by, too', async () => {
  const path = join(folder, 'device.bin')
  await deviceFile(path, KEYRING, MINE).save('known')
  expect(await deviceFile(path, KEYRING, MINE).load()).toBe('known')
  expect(await deviceFile(path, KEYRING, OTHER).load()).toBeNull()
})

it('takes what names no cloud, or cannot be read, for nothing', async () => {
  for (const content of [KEYRING.encrypt(JSON.stringify(KEPT)), Buffer.from('broken'), Buffer.alloc(0)]) {
    writeFileSync(session, content)
    expect(await tokenVault(session, KEYRING, MINE).load()).toBeNull()
  }
  expect(readFileSync(session)).toHaveLength(0)
})

it('never sends it anywhere else: the whole console, started against another cloud', async () => {
  const said: string[] = []
  const server = createServer((request, reply) => {
    said.push(JSON.stringify(request.headers))
    request.on('data', (data) => said.push(String(data)))
    request.on('end', () => reply.writeHead(401, { 'content-type': 'application/json' }).end('{}'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const other = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await tokenVault(session, KEYRING, MINE).save(KEPT)
  await deviceFile(join(folder, 'device.bin'), KEYRING, MINE).save('what the first cloud knows us by')
  const { console } = startEngine({
    cloudUrl: other,
    language: () => 'pt-BR',
    cache: async () => memoryCache(),
    vault: tokenVault(session, KEYRING, other),
    device: deviceFile(join(folder, 'device.bin'), KEYRING, other),
  })
  await console.start()
  await console.signIn('ana@padaria.example', 'a-password').catch(() => undefined)
  await console.stop()
  server.closeAllConnections()
  server.close()
  expect(said.length).toBeGreaterThan(2)
  expect(said.join('\n')).not.toContain('a token of the first cloud')
  expect(said.join('\n')).not.toContain('what the first cloud knows us by')
})
