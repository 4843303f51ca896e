import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, inject, it } from 'vitest'
import { readEnvironment } from './environment.ts'

/** The least a house needs on a developer's machine. */
const HERE = {
  DATABASE_URL: 'postgres://plantao@127.0.0.1/plantao',
  PUBLIC_URL: 'http://127.0.0.1:8000',
  EVOLUTION_API_URL: 'http://127.0.0.1:8001/evolution',
  EVOLUTION_API_KEY: 'sandbox-evolution-key',
  JWT_SECRET: 'of tests only, and long enough for that',
}
/** The least one in public needs. */
const PUBLIC = {
  DATABASE_URL: 'postgres://plantao:k3vQ0xT7mZp2Lr9w@postgres/plantao',
  PUBLIC_URL: 'https://plantao.example',
  EVOLUTION_API_URL: 'http://evolution:8080',
  EVOLUTION_API_KEY: '5b0f1c77a2d94e3b8d6e',
  JWT_SECRET: 'e0Zr4kq1X7uWb9TnVh3sYc6mJd8gLpAf',
  OPENAI_API_KEY: 'sk-Zr4kq1X7uWb9TnVh3sYc6mJd',
  STRIPE_SECRET_KEY: 'sk_live_51Hq7uWb9TnVh3sYc6',
  STRIPE_WEBHOOK_SECRET: 'whsec_q1X7uWb9TnVh3sYc6m',
  SMTP_URL: 'smtps://mail.example',
}
type Given = Record<string, string | undefined>

describe('the environment', () => {
  it('is enough here with little, in public with real vendors; an empty variable is an unset one', () => {
    expect(readEnvironment({ ...HERE, REDIS_URL: '', SMTP_URL: '' })).toMatchObject({
      port: 8000,
      redisUrl: undefined,
      webhookUrl: 'http://127.0.0.1:8000/webhook/whatsapp',
      lateAfterMs: 3_600_000,
    })
    expect(readEnvironment({ ...HERE, WHATSAPP_LATE_AFTER_MINUTES: '30' }).lateAfterMs).toBe(1_800_000)
    expect(readEnvironment({ ...PUBLIC, PUBLIC_URL: 'https://plantao.example/' })).toMatchObject({
      publicUrl: 'https://plantao.example',
      mail: { from: expect.stringContaining('@plantao.example') },
    })
  })

  it('names every fault at once, and never what was given', () => {
    const faulty = { ...HERE, DATABASE_URL: undefined, JWT_SECRET: 'too-short-a-secret', PORT: 'eight' }
    const read = () => readEnvironment({ ...faulty, SERVICES: 'web,cooking', LOG_LEVEL: 'loud' })
    for (const name of ['DATABASE_URL is not set', 'JWT_SECRET', 'PORT', 'SERVICES', 'LOG_LEVEL'])
      expect(read).toThrow(new RegExp(`^  ${name}`, 'm'))
    expect(read).toThrow(/JWT_SECRET cannot be used: needs at least 32 characters/)
    expect(read).not.toThrow(/too-short-a-secret/)
  })

  const REFUSED: [string, Given, RegExp][] = [
    ['a port that is none', { ...HERE, PORT: '70000' }, /PORT/],
    ['an address that is none', { ...HERE, PUBLIC_URL: 'plantao' }, /PUBLIC_URL/],
    ['no service', { ...HERE, SERVICES: '' }, /SERVICES/],
    ['late after a minute', { ...HERE, WHATSAPP_LATE_AFTER_MINUTES: '1' }, /WHATSAPP_LATE_AFTER_MINUTES/],
    ['a trial of minus a day', { ...HERE, TRIAL_DAYS: '-1' }, /TRIAL_DAYS/],
    ['a ceiling that is no number', { ...HERE, MODEL_CEILING_USD: 'much' }, /MODEL_CEILING_USD/],
    [
      'prices that are none',
      { ...HERE, MODEL_PRICES: 'a=1/2, b=cheap' },
      /MODEL_PRICES has no name=input\/output in place 2/,
    ],
    ['a bucket without its key', { ...HERE, S3_BUCKET: 'files' }, /S3_ACCESS_KEY_ID/],
    [
      'a shop that tries payments, or perhaps',
      { ...PUBLIC, STRIPE_TEST_SHOP: 'perhaps' },
      /STRIPE_TEST_SHOP/,
    ],
    ['believing everybody', { ...HERE, TRUSTED_PROXIES: 'loopback, 0.0.0.0/0' }, /TRUSTED_PROXIES believes/],
    ['what is weak in public', { ...PUBLIC, JWT_SECRET: 'a'.repeat(40) }, /JWT_SECRET has only 1 different/],
  ]
  it.each(REFUSED)('refuses %s', (_what, given, why) => {
    expect(() => readEnvironment(given)).toThrow(why)
  })

  it('takes a test key of Stripe in public only where it is said to be one', () => {
    const testing = { ...PUBLIC, STRIPE_SECRET_KEY: 'sk_test_51Hq7uWb9TnVh3sYc6' }
    expect(() => readEnvironment(testing)).toThrow(/STRIPE_SECRET_KEY is a test key/)
    expect(readEnvironment({ ...testing, STRIPE_TEST_SHOP: 'yes' }).stripe.testShop).toBe(true)
    expect(readEnvironment(PUBLIC).stripe.testShop).toBe(false)
  })

  it('takes secrets from files, and says which file it could not read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plantao-secrets-'))
    const path = join(folder, 'jwt')
    await writeFile(path, 'from a file, and long enough for that\n')
    const given = { ...HERE, JWT_SECRET: undefined, JWT_SECRET_FILE: path }
    expect(readEnvironment(given).jwtSecret).toBe('from a file, and long enough for that')
    await rm(folder, { recursive: true })
    expect(() => readEnvironment(given)).toThrow(
      /JWT_SECRET_FILE names .*jwt, which cannot be read \(ENOENT\)/,
    )
  })
})

describe('the process', () => {
  /** Starts the product's process with these variables only. */
  function started(env: Given): Promise<{ code: number | null; said: string }> {
    const main = fileURLToPath(new URL('../main.ts', import.meta.url))
    const child = spawn(process.execPath, [main], { env: env as NodeJS.ProcessEnv })
    let said = ''
    child.stdout.on('data', (data) => (said += data))
    child.stderr.on('data', (data) => (said += data))
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })))
  }

  it('does not start without what it needs, and says what that is in words, not in a stack', async () => {
    const { code, said } = await started({
      ...PUBLIC,
      JWT_SECRET: 'short',
      EVOLUTION_API_URL: undefined,
      PUBLIC_URL: 'http://plantao.example',
    })
    expect(code).toBe(1)
    expect(said).toBe(
      'These settings must be corrected first. What each means: .env.example; under Docker Compose a secret is a file in ./secrets.\n' +
        '  PUBLIC_URL is not encrypted: passwords and sessions would travel in the open. Set it to the https address of the site.\n' +
        '  JWT_SECRET has 5 characters; at least 32 are needed. Make one with: openssl rand -base64 32\n' +
        '  EVOLUTION_API_URL is not set. Set it.\n',
    )
    // One that is away is waited for (`await-database.test.ts`); one that refuses is not.
    const refusing = Object.assign(new URL(inject('databaseServer')), { password: 'geheim' })
    const database = await started({ ...HERE, DATABASE_URL: refusing.href })
    expect(database.code).toBe(1)
    expect(database.said).toMatch(/^Plantão could not start: password authentication failed/)
    expect(database.said).not.toContain('geheim')
  })
})
