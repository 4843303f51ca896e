import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { s3OffSite } from './adapters/s3.off-site.ts'
import { examine as examineWith } from './doctor.ts'
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
    'settings',
    'public address',
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
  expect(linesOf(report, 'EVOLUTION_API_KEY')).toMatch(/^warning[\s\S]*openssl/)
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
  expect(linesOf(fine.report, 'JWT_SECRET')).toMatch(/^ok/)
  expect(linesOf(fine.report, 'postgres')).toMatch(/^ok/)
  expect(linesOf(fine.report, 'schema')).toMatch(
    /^FAULT.*migrations are missing, from 0001[\s\S]*plantao migrate/,
  )
  const missing = await examine({ JWT_SECRET_FILE: join(folder, 'absent') })
  expect(missing.healthy).toBe(false)
  expect(missing.report).toContain('JWT_SECRET_FILE')
})

it('names a public address behind which the sandbox, or nobody, plays WhatsApp', () => {
  const settings = {
    DATABASE_URL: inject('databaseServer'),
    PUBLIC_URL: 'https://plantao.example',
    JWT_SECRET: 'a secret that is long enough for a signature',
    STRIPE_SECRET_KEY: 'sk_live_real',
    STRIPE_WEBHOOK_SECRET: 'whsec_a secret that is long enough',
    SMTP_URL: 'smtps://mail.example',
  }
  const [unset] = checkSettings(settings)
  expect(unset).toMatchObject({ state: 'fault', said: expect.stringContaining('EVOLUTION_API_URL') })
  const evolution = {
    EVOLUTION_API_URL: 'http://127.0.0.1:8001/evolution',
    EVOLUTION_API_KEY: 'made by the launcher',
  }
  const [played] = checkSettings({ ...settings, ...evolution, SANDBOX_PLAYS: 'WhatsApp' })
  expect(played).toMatchObject({
    state: 'fault',
    said: expect.stringContaining('the sandbox plays WhatsApp'),
  })
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
  const findings = checkSettings({
    DATABASE_URL: inject('databaseServer'),
    EVOLUTION_API_URL: 'http://evolution:8080',
    EVOLUTION_API_KEY: 'a key that nobody is going to guess',
    PUBLIC_URL: 'https://plantao.example',
    JWT_SECRET: 'a secret that is long enough for a signature',
    OPENAI_API_KEY: 'sk-real',
    STRIPE_SECRET_KEY: 'sk_live_real',
    STRIPE_WEBHOOK_SECRET: 'whsec_a secret that is long enough',
    SMTP_URL: 'smtps://mail.example',
    BACKUP_RECIPIENT: 'age1xyz',
  })
  expect(findings.filter(({ state }) => state !== 'ok')).toEqual([])
})
