import { describe, expect, it } from 'vitest'
import { isPublicAddress, publicFaults } from './public-faults.ts'

/** What a server starts with, as the script for its secrets makes them. */
const SOUND = {
  PUBLIC_URL: 'https://atendimento.empresa.com.br',
  DATABASE_URL: 'postgres://plantao:0d4b1a9f27c86e35f0aa91b7@postgres:5432/plantao',
  REDIS_URL: 'redis://:7be0a1c5d2f94836aa10ce5d@redis:6379',
  JWT_SECRET: '1f7c90ab34de5268bb0f7d1e93c4a65082f1d7e0a9b3c846',
  EVOLUTION_API_URL: 'http://evolution:8080',
  EVOLUTION_API_KEY: 'a81c3d5e7f90b246cc1d',
  WEBHOOK_URL: 'http://nginx:8080',
  OPENAI_API_KEY: 'sk-proj-4Zr8kq1X7uWb9TnVh3sYc6mJd8gLpAf',
  STRIPE_SECRET_KEY: 'sk_live_51HqLyjWDarjtT1zdp7dc',
  STRIPE_WEBHOOK_SECRET: 'whsec_4Zr8kq1X7uWb9TnVh3sYc6mJ',
  SMTP_URL: 'smtp://user:m4Yc6-Jd8gLp@smtp.provedor.com.br:587',
}
type Given = Record<string, string | undefined>

it('finds nothing wrong with what is sound', () => {
  expect(publicFaults(SOUND)).toEqual([])
  expect(publicFaults({ ...SOUND, JWT_SECRET: 'q0Zr4kq1X7uWb9TnVh3sYc6mJd8gLpAfE5xB+/=' })).toEqual([])
  expect(publicFaults({ ...SOUND, JWT_SECRET: 'cavalo-bateria-grampo-correto-lampada-oito' })).toEqual([])
  expect(
    publicFaults({ ...SOUND, OPENAI_API_KEY: undefined, OPENAI_BASE_URL: 'http://ollama:11434/v1' }),
  ).toEqual([])
  expect(publicFaults({ ...SOUND, SMTP_URL: 'smtp://relay:25?ignoreTLS=true' })).toEqual([])
  expect(publicFaults({ ...SOUND, DATABASE_URL: 'postgres://plantao@127.0.0.1/plantao' })).toEqual([])
})

const WEAK: [string, Given, RegExp][] = [
  ['PUBLIC_URL', { PUBLIC_URL: 'http://atendimento.empresa.com.br' }, /not encrypted/],
  ['PUBLIC_URL', { SANDBOX_PLAYS: 'WhatsApp' }, /the sandbox plays WhatsApp/],
  ['JWT_SECRET', { JWT_SECRET: 'a'.repeat(32) }, /only 1 different/],
  ['JWT_SECRET', { JWT_SECRET: 'abcdef123456' }, /12 characters; at least 32/],
  ['JWT_SECRET', { JWT_SECRET: 'change-me-change-me-change-me-change-me' }, /placeholder/],
  ['JWT_SECRET', { JWT_SECRET: 'CHANGEME-please-now-0123456789-0987654' }, /placeholder/],
  ['JWT_SECRET', { JWT_SECRET: 'your-256-bit-key-goes-right-here-thanks' }, /placeholder/],
  ['JWT_SECRET', { JWT_SECRET: 'troque-esta-chave-antes-de-publicar-ok' }, /placeholder/],
  ['JWT_SECRET', { JWT_SECRET: 'xk29vqTr71mZpLxk29vqTr71mZpLxk29vqTr71mZpL' }, /repeats itself/],
  ['JWT_SECRET', { JWT_SECRET: 'abcdefghijklmnopqrstuvwxyz0123456789' }, /neighbouring/],
  ['EVOLUTION_API_KEY', { EVOLUTION_API_KEY: 'y' }, /at least 16/],
  ['EVOLUTION_API_KEY', { EVOLUTION_API_KEY: 'abababababababababab' }, /only 2 different/],
  ['EVOLUTION_API_KEY', { EVOLUTION_API_KEY: 'sandbox-evolution-key' }, /placeholder/],
  ['EVOLUTION_API_KEY', { EVOLUTION_API_KEY: SOUND.JWT_SECRET }, /the same as JWT_SECRET/],
  ['STRIPE_WEBHOOK_SECRET', { STRIPE_WEBHOOK_SECRET: 'x' }, /does not begin with whsec_/],
  ['STRIPE_WEBHOOK_SECRET', { STRIPE_WEBHOOK_SECRET: 'whsec_sandbox' }, /placeholder/],
  ['STRIPE_WEBHOOK_SECRET', { STRIPE_WEBHOOK_SECRET: 'whsec_4Zr8' }, /at least 16/],
  ['STRIPE_WEBHOOK_SECRET', { STRIPE_WEBHOOK_SECRET: '' }, /is not set/],
  ['STRIPE_SECRET_KEY', { STRIPE_SECRET_KEY: '' }, /nobody could pay/],
  ['STRIPE_SECRET_KEY', { STRIPE_SECRET_KEY: 'sk_test_51HqLyjWDarjtT1zdp7dc' }, /test key/],
  ['STRIPE_SECRET_KEY', { STRIPE_SECRET_KEY: 'sk_test_sandbox', STRIPE_TEST_SHOP: 'yes' }, /placeholder/],
  ['STRIPE_SECRET_KEY', { STRIPE_SECRET_KEY: 'pk_live_51HqLyjWDarjtT1zdp7dc' }, /does not begin/],
  ['STRIPE_TEST_SHOP', { STRIPE_TEST_SHOP: 'yes' }, /beside a live key/],
  ['STRIPE_API_URL', { STRIPE_API_URL: 'http://127.0.0.1:8001/stripe' }, /only the sandbox/],
  ['OPENAI_API_KEY', { OPENAI_API_KEY: 'sandbox' }, /placeholder/],
  ['OPENAI_API_KEY', { OPENAI_API_KEY: '' }, /no question would be answered/],
  ['OPENAI_API_KEY', { OPENAI_API_KEY: 'sk-x' }, /at least 20/],
  ['OPENAI_BASE_URL', { OPENAI_BASE_URL: 'http://127.0.0.1:8001/openai/v1' }, /loopback/],
  ['OPENAI_BASE_URL', { OPENAI_BASE_URL: 'http://modelos.empresa.com.br/v1' }, /cross the internet/],
  ['EVOLUTION_API_URL', { EVOLUTION_API_URL: 'http://localhost:8080' }, /loopback/],
  ['EVOLUTION_API_URL', { EVOLUTION_API_URL: 'http://[::1]:8080' }, /loopback/],
  ['EVOLUTION_API_URL', { EVOLUTION_API_URL: 'http://127.evil.com' }, /cross the internet/],
  ['WEBHOOK_URL', { WEBHOOK_URL: 'http://eventos.empresa.com.br' }, /cross the internet/],
  ['S3_ENDPOINT', { S3_ENDPOINT: 'http://s3.provedor.com.br' }, /cross the internet/],
  ['S3_SECRET_ACCESS_KEY', { S3_SECRET_ACCESS_KEY: 'minio' }, /at least 16/],
  ['DATABASE_URL', { DATABASE_URL: 'postgres://plantao:change-me@postgres/plantao' }, /placeholder/],
  ['DATABASE_URL', { DATABASE_URL: 'postgres://plantao:abc123@postgres/plantao' }, /at least 12/],
  ['DATABASE_URL', { DATABASE_URL: 'postgres://plantao@postgres/plantao' }, /no password/],
  ['DATABASE_URL', { DATABASE_URL: 'postgres' }, /no address/],
  ['REDIS_URL', { REDIS_URL: 'redis://redis:6379' }, /no password/],
  ['REDIS_URL', { REDIS_URL: 'redis://:password@redis:6379' }, /placeholder/],
  ['SMTP_URL', { SMTP_URL: '' }, /nobody could be mailed/],
  ['SMTP_URL', { SMTP_URL: 'smtp://127.0.0.1:2525' }, /loopback/],
  ['SMTP_URL', { SMTP_URL: 'smtp://smtp.provedor.com.br:25?ignoreTLS=true' }, /without encryption/],
  ['SMTP_URL', { SMTP_URL: 'smtp://smtp.provedor.com.br:25?requireTLS=false' }, /without encryption/],
  ['SMTP_URL', { SMTP_URL: 'https://smtp.provedor.com.br' }, /no address of a mail server/],
  ['SMTP_URL', { SMTP_URL: 'smtps://user:password@smtp.example.com:465' }, /placeholder/],
]

describe('a public address refuses', () => {
  it.each(WEAK)('%s of %o', (setting, change, said) => {
    const faults = publicFaults({ ...SOUND, ...change })
    expect(faults.map((fault) => fault.setting)).toEqual([setting])
    expect(faults[0]!.said).toMatch(said)
    expect(faults[0]!.advice).toMatch(/\.$|32$|…$|\d$|database$/)
    // Which secret is weak is told, never what it is.
    const value = change[setting]
    if (value && setting !== 'STRIPE_TEST_SHOP')
      expect(JSON.stringify(faults)).not.toContain(JSON.stringify(value))
  })

  it('everything at once, each with what to do', () => {
    // A test shop is a fault only beside a live key.
    const firsts = new Map(
      WEAK.filter(([setting]) => setting !== 'STRIPE_TEST_SHOP')
        .map((row) => [row[0], row])
        .reverse() as [string, (typeof WEAK)[number]][],
    )
    const all = Object.assign({}, ...[...firsts.values()].map(([, change]) => change)) as Given
    const named = publicFaults({ ...SOUND, ...all }).map(({ setting }) => setting)
    expect([...named].sort()).toEqual([...firsts.keys()].sort())
  })
})

it.each([
  ['https://plantao.example', true],
  ['https://127.evil.com', true],
  ['https://127.0.0.1.evil.com', true],
  ['https://localhost.evil.com', true],
  ['http://0.0.0.0:8000', true],
  ['http://192.168.0.4', true],
  ['http://127.0.0.1:8000', false],
  ['http://127.1', false],
  ['http://2130706433', false],
  ['http://LOCALHOST:8000', false],
  ['https://[::1]:8443', false],
  ['no address', false],
])('of %s: public %s', (url, is) => {
  expect(isPublicAddress(url)).toBe(is)
})
