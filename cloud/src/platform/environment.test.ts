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
  ...HERE,
  PUBLIC_URL: 'https://plantao.example',
  EVOLUTION_API_KEY: 'a-real-key',
  OPENAI_API_KEY: 'a-real-key-too',
  STRIPE_SECRET_KEY: 'sk_live_x',
  STRIPE_WEBHOOK_SECRET: 'whsec_x',
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
    for (const name of ['DATABASE_URL', 'JWT_SECRET', 'PORT', 'SERVICES', 'LOG_LEVEL'])
      expect(read).toThrow(new RegExp(`^  ${name}`, 'm'))
    expect(read).toThrow(/needs at least 32 characters/)
    expect(read).not.toThrow(/too-short-a-secret/)
  })

  const REFUSED: [string, Given, RegExp][] = [
    ['a port that is none', { ...HERE, PORT: '70000' }, /PORT/],
    ['an address that is none', { ...HERE, PUBLIC_URL: 'plantao' }, /PUBLIC_URL/],
    ['no service', { ...HERE, SERVICES: '' }, /SERVICES/],
    ['late after a minute', { ...HERE, WHATSAPP_LATE_AFTER_MINUTES: '1' }, /WHATSAPP_LATE_AFTER_MINUTES/],
    ['a trial of minus a day', { ...HERE, TRIAL_DAYS: '-1' }, /TRIAL_DAYS/],
    ['a ceiling that is no number', { ...HERE, MODEL_CEILING_USD: 'much' }, /MODEL_CEILING_USD/],
    ['a bucket without its key', { ...HERE, S3_BUCKET: 'files' }, /S3_ACCESS_KEY_ID/],
    ['the sandbox’s Stripe in public', { ...PUBLIC, STRIPE_API_URL: 'http://x.example' }, /STRIPE_API_URL/],
    ['the sandbox’s model key in public', { ...PUBLIC, OPENAI_API_KEY: 'sandbox' }, /sandbox secret/],
    [
      'the sandbox’s WhatsApp key in public',
      { ...PUBLIC, EVOLUTION_API_KEY: 'sandbox-evolution-key' },
      /sandbox secret/,
    ],
    [
      'the sandbox’s Stripe key in public',
      { ...PUBLIC, STRIPE_SECRET_KEY: 'sk_test_sandbox' },
      /sandbox secret/,
    ],
    [
      'the sandbox’s event secret in public',
      { ...PUBLIC, STRIPE_WEBHOOK_SECRET: 'whsec_sandbox' },
      /sandbox secret/,
    ],
    [
      'a WhatsApp played by the sandbox in public',
      { ...PUBLIC, SANDBOX_PLAYS: 'WhatsApp' },
      /the sandbox plays WhatsApp/,
    ],
    ['nobody to take payments in public', { ...PUBLIC, STRIPE_SECRET_KEY: '' }, /without STRIPE_SECRET_KEY/],
    ['nobody to send mails in public', { ...PUBLIC, SMTP_URL: undefined }, /without SMTP_URL/],
  ]
  it.each(REFUSED)('refuses %s', (_what, given, why) => {
    expect(() => readEnvironment(given)).toThrow(why)
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
    const { code, said } = await started({ ...PUBLIC, JWT_SECRET: 'short', EVOLUTION_API_URL: undefined })
    expect(code).toBe(1)
    expect(said).toBe(
      'The environment is not complete:\n' +
        '  EVOLUTION_API_URL: Invalid input: expected string, received undefined\n' +
        '  JWT_SECRET: needs at least 32 characters\n',
    )
    const weak = await started({ ...PUBLIC, OPENAI_API_KEY: 'sandbox' })
    expect(weak).toMatchObject({ code: 1, said: expect.stringMatching(/^PUBLIC_URL is .* sandbox secret/) })
    // One that is away is waited for (`await-database.test.ts`); one that refuses is not.
    const refusing = Object.assign(new URL(inject('databaseServer')), { password: 'geheim' })
    const database = await started({ ...HERE, DATABASE_URL: refusing.href })
    expect(database.code).toBe(1)
    expect(database.said).toMatch(/^Plantão could not start: password authentication failed/)
    expect(database.said).not.toContain('geheim')
  })
})
