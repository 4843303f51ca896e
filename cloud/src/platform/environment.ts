import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { z } from 'zod'
import { withSecretFiles } from './secret-files.ts'

/** An unset and an empty variable mean the same: compose files pass empty strings. */
const Optional = z
  .string()
  .optional()
  .transform((value) => (value === '' ? undefined : value))
const Port = z.coerce.number().int().min(1).max(65_535)
const Service = z.enum(['web', 'worker', 'scheduler'])

const Schema = z.object({
  NODE_ENV: Optional,
  PORT: Port.default(8000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('.data'),
  /** Where the backups lie, for the one process that tells how old the newest is. */
  BACKUP_DIR: Optional,
  DATABASE_URL: z.string().min(1),
  REDIS_URL: Optional,
  CHROMA_URL: Optional,
  // Another compatible server may ask for no key; the SDK wants a word all the same.
  OPENAI_API_KEY: Optional.transform((key) => key ?? 'none'),
  OPENAI_BASE_URL: Optional,
  OPENAI_CHAT_MODEL: Optional,
  OPENAI_EMBEDDING_MODEL: Optional,
  STRIPE_SECRET_KEY: Optional,
  STRIPE_WEBHOOK_SECRET: Optional,
  /** Where the sandbox plays Stripe; unset for Stripe itself. */
  STRIPE_API_URL: Optional,
  /** Days a new subscription costs nothing. */
  TRIAL_DAYS: z.coerce.number().int().min(0).max(90).default(0),
  SMTP_URL: Optional,
  /** What recipients of mails see; by the public address when unset. */
  MAIL_FROM: Optional,
  OPENAI_TRANSCRIPTION_MODEL: Optional,
  /** Most that models may cost one company in a calendar month, in dollars; then a person answers. */
  MODEL_CEILING_USD: Optional.transform((usd) => Number(usd ?? 25)).pipe(z.number().min(0)),
  EVOLUTION_API_URL: z.url(),
  EVOLUTION_API_KEY: z.string().min(1),
  /** Files of messages lie in this bucket; under DATA_DIR without it. */
  S3_BUCKET: Optional,
  S3_ENDPOINT: Optional,
  S3_REGION: Optional.transform((region) => region ?? 'us-east-1'),
  S3_ACCESS_KEY_ID: Optional,
  S3_SECRET_ACCESS_KEY: Optional,
  /** Mean time between messages of one number to people who did not just write, milliseconds; 0 for none. */
  WHATSAPP_PACE_MS: z.coerce.number().int().min(0).max(600_000).default(8000),
  PUBLIC_URL: z.url(),
  /** Where Evolution reaches us, when that is not the public address. */
  WEBHOOK_URL: Optional,
  /** Whose `X-Forwarded-*` is believed: addresses, ranges, or proxy-addr's names for ranges, with commas. */
  TRUSTED_PROXIES: Optional.transform((list) => (list ?? 'loopback').split(',').map((one) => one.trim())),
  /** The vendors that `npm start` left to the sandbox, for the refusal below. */
  SANDBOX_PLAYS: Optional,
  /** Slug of the company whose bot answers on the public page; no demo when unset. */
  DEMO_TENANT: Optional,
  JWT_SECRET: z.string().min(32, 'needs at least 32 characters'),
  /** Names the erased in the database, so that nobody else can read who they were; JWT_SECRET when unset. Never changed. */
  ERASURE_SECRET: Optional.pipe(z.string().min(32, 'needs at least 32 characters').optional()),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  SERVICES: z
    .string()
    .default('web,worker,scheduler')
    .transform((list) => list.split(',').map((name) => name.trim()))
    .pipe(z.array(Service).min(1)),
})

/** Secrets that only the sandbox may use; a public address with one of them is a mistake. */
const SANDBOX_SECRETS = new Set([
  'sandbox',
  'sandbox-evolution-key',
  'sk_test_sandbox',
  'whsec_sandbox',
  'change-me',
])

export type Environment = ReturnType<typeof readEnvironment>

/**
 * Reads and checks the process's environment once. Throws one error that names every fault.
 * @param source the variables, or files that hold them (`NAME_FILE`); `process.env` in the running product
 */
export function readEnvironment(source: Record<string, string | undefined> = process.env) {
  const parsed = Schema.safeParse(withSecretFiles(source))
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The environment is not complete:\n${faults.join('\n')}`)
  }
  const env = parsed.data
  const host = new URL(env.PUBLIC_URL).hostname
  const isPublic = host !== 'localhost' && !host.startsWith('127.') && host !== '[::1]'
  const weak = [
    env.OPENAI_API_KEY,
    env.EVOLUTION_API_KEY,
    env.JWT_SECRET,
    env.ERASURE_SECRET,
    env.STRIPE_SECRET_KEY,
    env.STRIPE_WEBHOOK_SECRET,
  ].some((secret) => secret !== undefined && SANDBOX_SECRETS.has(secret))
  if (isPublic && env.STRIPE_API_URL)
    throw new Error(
      `PUBLIC_URL is ${env.PUBLIC_URL}, but STRIPE_API_URL is set: only the sandbox has another address.`,
    )
  if (isPublic && env.SANDBOX_PLAYS)
    throw new Error(
      `PUBLIC_URL is ${env.PUBLIC_URL}, but the sandbox plays ${env.SANDBOX_PLAYS}: customers would write into the void. Set them up (.env.example).`,
    )
  if (isPublic && weak)
    throw new Error(`PUBLIC_URL is ${env.PUBLIC_URL}, but a sandbox secret is set: set real ones.`)
  const missing = (['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'SMTP_URL'] as const).filter(
    (name) => !env[name],
  )
  if (isPublic && missing.length > 0)
    throw new Error(
      `PUBLIC_URL is ${env.PUBLIC_URL}, but without ${missing.join(', ')} nobody could pay or be mailed.`,
    )
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(env.DATA_DIR),
    backupDir: env.BACKUP_DIR,
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    chromaUrl: env.CHROMA_URL,
    openAi: {
      apiKey: env.OPENAI_API_KEY,
      baseUrl: env.OPENAI_BASE_URL,
      chatModel: env.OPENAI_CHAT_MODEL,
      embeddingModel: env.OPENAI_EMBEDDING_MODEL,
      transcriptionModel: env.OPENAI_TRANSCRIPTION_MODEL,
    },
    stripe: {
      // On loopback a house may stand without payment and mail: each use of them fails by its name.
      secretKey: env.STRIPE_SECRET_KEY ?? 'none',
      webhookSecret: env.STRIPE_WEBHOOK_SECRET ?? randomUUID(),
      apiUrl: env.STRIPE_API_URL,
      trialDays: env.TRIAL_DAYS,
    },
    mail: {
      url: env.SMTP_URL ?? 'smtp://127.0.0.1:1',
      from: env.MAIL_FROM ?? `Plantão <nao-responda@${mailHost(host)}>`,
    },
    modelCeilingUsd: env.MODEL_CEILING_USD,
    evolution: { url: env.EVOLUTION_API_URL, apiKey: env.EVOLUTION_API_KEY },
    s3: s3Of(env),
    paceMs: env.WHATSAPP_PACE_MS,
    publicUrl: env.PUBLIC_URL.replace(/\/$/, ''),
    webhookUrl: `${(env.WEBHOOK_URL ?? env.PUBLIC_URL).replace(/\/$/, '')}/webhook/whatsapp`,
    trustedProxies: env.TRUSTED_PROXIES,
    demoTenant: env.DEMO_TENANT,
    jwtSecret: env.JWT_SECRET,
    erasureSecret: env.ERASURE_SECRET ?? env.JWT_SECRET,
    logLevel: env.LOG_LEVEL,
    services: new Set(env.SERVICES),
  }
}

/** An address of loopback has no mail domain: mails of a developer's machine come from a reserved one. */
function mailHost(host: string): string {
  return /^[\w-]+(\.[\w-]+)*\.[a-z]{2,}$/i.test(host) ? host : 'plantao.example'
}

/** A bucket needs its key; half of the settings is a mistake. */
function s3Of(env: z.infer<typeof Schema>) {
  if (!env.S3_BUCKET) return null
  if (!env.S3_ACCESS_KEY_ID || !env.S3_SECRET_ACCESS_KEY)
    throw new Error('S3_BUCKET is set: S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are needed too.')
  return {
    bucket: env.S3_BUCKET,
    endpoint: env.S3_ENDPOINT,
    region: env.S3_REGION,
    accessKeyId: env.S3_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY,
  }
}
