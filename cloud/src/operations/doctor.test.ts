import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { testDatabase } from '../../../infra/testing/database/database.ts'
import { s3OffSite } from './adapters/s3.off-site.ts'
import { examine as examineWith } from './doctor.ts'
import { COMMANDS } from './index.ts'
import { checkSettings } from './settings.ts'

const examine = (variables: Record<string, string>) => examineWith(variables, s3OffSite)
let refusing: string
let server: ReturnType<typeof createServer>
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plantao-doctor-'))
  server = createServer((_request, response) => response.writeHead(401).end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  refusing = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true, force: true })
})

/** The line of one finding, and the advice under it. */
function linesOf(report: string, name: string): string {
  const lines = report.split('\n')
  const at = lines.findIndex((line) => line.slice(9).startsWith(`${name} `))
  return at < 0 ? '' : lines.slice(at, at + 2).join('\n')
}

it('names each fault of a broken environment, and what to do', async () => {
  const { healthy, report } = await examine({
    DATABASE_URL: 'postgres://plantao:geheim@127.0.0.1:1/plantao',
    REDIS_URL: 'redis://127.0.0.1:1',
    CHROMA_URL: refusing,
    EVOLUTION_API_URL: refusing,
    EVOLUTION_API_KEY: 'short',
    OPENAI_API_KEY: 'sk-wrong',
    OPENAI_BASE_URL: refusing,
    STRIPE_SECRET_KEY: 'sk_live_wrong',
    STRIPE_API_URL: refusing,
    SMTP_URL: 'smtp://127.0.0.1:1',
    S3_BUCKET: 'files',
    S3_ENDPOINT: refusing,
    PUBLIC_URL: 'http://plantao.example',
    JWT_SECRET: 'too short',
    DATA_DIR: folder,
  })
  expect(healthy).toBe(false)
  for (const name of [
    'PUBLIC_URL',
    'JWT_SECRET',
    'EVOLUTION_API_KEY',
    'STRIPE_SECRET_KEY',
    'STRIPE_WEBHOOK_SECRET',
    'SMTP_URL',
    'S3_ACCESS_KEY_ID',
    'postgres',
    'redis',
    'chroma',
    'evolution',
    'models',
    'stripe',
    'mail',
    'schema',
    'files',
  ]) {
    expect(linesOf(report, name), report).toMatch(/^FAULT[\s\S]*→ \w/)
  }
  expect(linesOf(report, 'EVOLUTION_API_KEY')).toMatch(/openssl/)
  expect(linesOf(report, 'backups')).toMatch(/^warning/)
  expect(report).not.toContain('geheim')
  expect(report).not.toContain('sk_live_wrong')
})

it('reads secrets from files, and says which file is missing', async () => {
  const secret = join(folder, 'jwt')
  await writeFile(secret, 'a secret that is long enough for a signature\n')
  const fine = await examine({
    DATABASE_URL: inject('databaseServer'),
    JWT_SECRET_FILE: secret,
    DATA_DIR: folder,
  })
  expect(linesOf(fine.report, 'JWT_SECRET')).toBe('')
  expect(linesOf(fine.report, 'postgres')).toMatch(/^ok/)
  expect(linesOf(fine.report, 'schema')).toMatch(
    /^FAULT.*migrations are missing, from 0001[\s\S]*plantao migrate/,
  )
  const missing = await examine({ JWT_SECRET_FILE: join(folder, 'absent') })
  expect(missing.healthy).toBe(false)
  expect(missing.report).toContain('JWT_SECRET_FILE')
})

/** What a server has, all of it real. */
const SOUND = {
  DATABASE_URL: 'postgres://plantao:0d4b1a9f27c86e35@postgres/plantao',
  PUBLIC_URL: 'https://plantao.example',
  EVOLUTION_API_URL: 'http://evolution:8080',
  EVOLUTION_API_KEY: 'a81c3d5e7f90b246cc1d',
  JWT_SECRET: '1f7c90ab34de5268bb0f7d1e93c4a65082f1',
  OPENAI_API_KEY: 'sk-proj-4Zr8kq1X7uWb9TnVh3',
  STRIPE_SECRET_KEY: 'sk_live_51HqLyjWDarjtT1zdp7dc',
  STRIPE_WEBHOOK_SECRET: 'whsec_4Zr8kq1X7uWb9TnVh3sYc6',
  SMTP_URL: 'smtps://mail.example',
  BACKUP_RECIPIENT: 'age1xyz',
}

it('names a public address behind which the sandbox, or nobody, plays WhatsApp', () => {
  const { EVOLUTION_API_URL: _url, ...without } = SOUND
  expect(checkSettings(without)).toContainEqual(
    expect.objectContaining({ name: 'EVOLUTION_API_URL', state: 'fault', said: 'is not set' }),
  )
  expect(checkSettings({ ...SOUND, SANDBOX_PLAYS: 'WhatsApp' })).toContainEqual(
    expect.objectContaining({ state: 'fault', said: expect.stringContaining('the sandbox plays WhatsApp') }),
  )
})

it('says that no model is set up, and that payments are only tried', () => {
  const names = (findings: ReturnType<typeof checkSettings>, state: string) =>
    findings.filter((finding) => finding.state === state).map(({ name }) => name)
  const { OPENAI_API_KEY: _key, ...mute } = SOUND
  expect(names(checkSettings(mute), 'fault')).toEqual(['OPENAI_API_KEY'])
  const here = { ...mute, PUBLIC_URL: 'http://127.0.0.1:8000' }
  expect(names(checkSettings(here), 'warning')).toEqual(['models'])
  const shop = { ...SOUND, STRIPE_SECRET_KEY: 'sk_test_51HqLyjWDarjtT1zdp7dc', STRIPE_TEST_SHOP: 'yes' }
  expect([names(checkSettings(shop), 'fault'), names(checkSettings(shop), 'warning')]).toEqual([
    [],
    ['payments'],
  ])
})

it('names a model whose price nobody told, and prices that cannot be read', () => {
  const priceless = { ...SOUND, OPENAI_CHAT_MODEL: 'llama-3.3-70b' }
  expect(checkSettings(priceless)).toContainEqual(
    expect.objectContaining({
      name: 'model price',
      state: 'warning',
      said: expect.stringContaining('none is known for llama-3.3-70b'),
    }),
  )
  const told = { ...priceless, MODEL_PRICES: 'llama-3.3-70b=0/0' }
  expect(checkSettings(told).filter(({ state }) => state !== 'ok')).toEqual([])
  expect(checkSettings({ ...SOUND, MODEL_PRICES: 'gpt-4.1=2' })).toContainEqual(
    expect.objectContaining({ name: 'MODEL_PRICES', state: 'fault' }),
  )
})

it('stops the migration that all processes wait for, and says everything at once', async () => {
  const weak = { ...SOUND, JWT_SECRET: 'a'.repeat(40), EVOLUTION_API_KEY: 'x' }
  const migrating = COMMANDS.migrate!.run([], weak, () => undefined)
  await expect(migrating).rejects.toThrow(
    /JWT_SECRET has only 1 different[\s\S]*EVOLUTION_API_KEY has 1 characters/,
  )
})

it('knows a domain that leads nowhere, and a schema that is up to date', async () => {
  const database = await testDatabase()
  try {
    const { report } = await examine({
      DATABASE_URL: database.url,
      PUBLIC_URL: 'https://127.0.0.1:1',
      DATA_DIR: folder,
    })
    expect(linesOf(report, 'schema')).toMatch(/^ok/)
    expect(linesOf(report, 'site')).toMatch(/^FAULT[\s\S]*→ Does the domain/)
  } finally {
    await database.drop()
  }
})

it('has nothing against sound settings', () => {
  expect(checkSettings(SOUND).filter(({ state }) => state !== 'ok')).toEqual([])
})
