import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildSandbox } from '../../../infra/sandbox/src/app.ts'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { testWeb } from '../../../infra/testing/scene/web.ts'
import { COMMANDS } from './index.ts'

let database: TestDatabase
let sandbox: FastifyInstance
let variables: Record<string, string>
/** Secrets that the instance's webhook was told, oldest first. */
const told: string[] = []

beforeAll(async () => {
  database = await testDatabase()
  sandbox = buildSandbox({ times: { bootMs: 1, deliveryAckMs: 1 } })
  sandbox.addHook('preHandler', async (request) => {
    const found = /Bearer [\w-]+/.exec(JSON.stringify(request.body ?? ''))
    if (request.url.startsWith('/evolution') && found) told.push(found[0])
  })
  await sandbox.listen({ host: '127.0.0.1', port: 0 })
  const at = `http://127.0.0.1:${(sandbox.server.address() as AddressInfo).port}`
  variables = {
    DATABASE_URL: database.url,
    EVOLUTION_API_URL: `${at}/evolution`,
    EVOLUTION_API_KEY: 'sandbox-evolution-key',
    PUBLIC_URL: 'http://127.0.0.1',
    JWT_SECRET: 'a secret that is long enough for a signature',
    LOG_LEVEL: 'silent',
  }
})
afterAll(async () => {
  await sandbox?.close()
  await database?.drop()
})

async function plantao(name: string, ...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = []
  const code = await COMMANDS[name]!.run(args, variables, (line) => lines.push(line))
  return { code, said: lines.join('\n') }
}

const padaria = [
  '--name',
  'Padaria',
  '--slug',
  'padaria',
  '--email',
  'Dona@Padaria.example',
  '--owner',
  'Renata',
]

it('create-tenant makes a company once, with an owner who must choose a password', async () => {
  const first = await plantao('create-tenant', ...padaria)
  expect(first.code).toBe(0)
  expect(first.said).toMatch(/signs in with: [\w-]{16}$/)
  const again = await plantao('create-tenant', ...padaria)
  expect(again).toEqual({ code: 1, said: 'A company called padaria is there already; nothing was changed.' })
  const web = testWeb(database.url)
  try {
    const password = first.said.split(' ').at(-1)
    const payload = { email: 'dona@padaria.example', password }
    const answer = await web.app.inject({ method: 'POST', url: '/api/v1/auth/login', payload })
    expect(answer.json()).toMatchObject({
      mustChangePassword: true,
      member: { role: 'owner', name: 'Renata' },
    })
  } finally {
    await web.app.close()
    await web.db.close()
  }
})

it('create-tenant says what is missing', async () => {
  const { code, said } = await plantao('create-tenant', '--name', 'Padaria')
  expect(code).toBe(2)
  expect(said).toContain('--email')
})

it('rotate-secret tells Evolution a new one each time, and names a company it does not know', async () => {
  expect((await plantao('rotate-secret', 'padaria')).code).toBe(0)
  expect((await plantao('rotate-secret', 'padaria')).said).toContain('new webhook secret')
  expect(new Set(told).size).toBeGreaterThanOrEqual(2)
  expect(await plantao('rotate-secret', 'nobody')).toEqual({
    code: 1,
    said: 'There is no company called nobody.',
  })
})
