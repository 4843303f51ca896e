import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { z } from 'zod'
import { readSecretFiles } from './secret-files.ts'
import { type Fault, oneEach, SettingsError } from './settings/faults.ts'
import { readModelPrices } from './settings/model-prices.ts'
import { isPublicAddress, publicFaults } from './settings/public-faults.ts'
import { proxiesFault } from './settings/trusted-proxies.ts'

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
  /** `yes` where payments are only tried: a public address takes a test key of Stripe then, and no other. */
  STRIPE_TEST_SHOP: Optional.pipe(z.literal('yes').optional()),
  /** Days a new subscription costs nothing. */
  TRIAL_DAYS: z.coerce.number().int().min(0).max(90).default(0),
  SMTP_URL: Optional,
  /** What recipients of mails see; by the public address when unset. */
  MAIL_FROM: Optional,
  OPENAI_TRANSCRIPTION_MODEL: Optional,
  /** What models cost that our list does not know, or otherwise than it says: `name=input/output`, dollars for a million tokens. */
  MODEL_PRICES: Optional.transform((list) => readModelPrices(list ?? '').prices),
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
  /**
   * From this age on a message is history when it comes. Less than ten minutes would make history of what Evolution
   * delivers again after a short trouble, more than a day of what people had taken over since.
   */
  WHATSAPP_LATE_AFTER_MINUTES: Optional.transform((minutes) => Number(minutes ?? 60)).pipe(
    z.number().int().min(10).max(1440),
  ),
  PUBLIC_URL: z.url(),
  /** Where Evolution reaches us, when that is not the public address. */
  WEBHOOK_URL: Optional,
  /** Whose `X-Forwarded-*` is believed: addresses, ranges, or proxy-addr's names for ranges, with commas. */
  TRUSTED_PROXIES: Optional.transform((list) => listOf(list ?? 'loopback')),
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

/** Every variable that the cloud reads, by name. */
export const VARIABLES = Object.keys(Schema.shape)

export type Environment = ReturnType<typeof readEnvironment>

type Variables = Record<string, string | undefined>

const PRICES_ADVICE = 'Write name=input/output with a point for decimals, and commas between models.'

/** What keeps the cloud from starting with these variables, each fault once. Asks nobody. */
export function settingFaults(source: Variables): Fault[] {
  const { variables, faults } = readSecretFiles(source)
  const parsed = Schema.safeParse(variables)
  const proxies = variables.TRUSTED_PROXIES ? proxiesFault(listOf(variables.TRUSTED_PROXIES)) : null
  const prices = readModelPrices(variables.MODEL_PRICES ?? '').fault
  return oneEach([
    ...faults,
    ...(isPublicAddress(variables.PUBLIC_URL) ? publicFaults(variables) : []),
    ...(parsed.error?.issues.map((issue) => faultOf(issue, variables)) ?? []),
    ...(proxies ? [{ setting: 'TRUSTED_PROXIES', said: proxies, advice: 'Name the proxy in front.' }] : []),
    ...(prices ? [{ setting: 'MODEL_PRICES', said: prices, advice: PRICES_ADVICE }] : []),
    ...halfABucket(variables),
  ])
}

function faultOf(issue: z.core.$ZodIssue, variables: Variables): Fault {
  const setting = String(issue.path[0])
  const said = variables[setting] ? `cannot be used: ${issue.message}` : 'is not set'
  return { setting, said, advice: 'Set it.' }
}

/** A bucket needs its key. */
function halfABucket(variables: Variables): Fault[] {
  if (!variables.S3_BUCKET) return []
  return ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY']
    .filter((setting) => !variables[setting])
    .map((setting) => ({ setting, said: 'is not set, but S3_BUCKET is', advice: 'Set both, or neither.' }))
}

function listOf(text: string): string[] {
  return text.split(',').map((one) => one.trim())
}

/**
 * Reads and checks the process's environment once. Throws one error that names every fault.
 * @param source the variables, or files that hold them (`NAME_FILE`); `process.env` in the running product
 */
export function readEnvironment(source: Variables = process.env) {
  const faults = settingFaults(source)
  if (faults.length > 0) throw new SettingsError(faults)
  const env = Schema.parse(readSecretFiles(source).variables)
  const host = new URL(env.PUBLIC_URL).hostname
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
      testShop: env.STRIPE_TEST_SHOP === 'yes',
      trialDays: env.TRIAL_DAYS,
    },
    mail: {
      url: env.SMTP_URL ?? 'smtp://127.0.0.1:1',
      from: env.MAIL_FROM ?? `Plantão <nao-responda@${mailHost(host)}>`,
    },
    modelCeilingUsd: env.MODEL_CEILING_USD,
    modelPrices: env.MODEL_PRICES,
    evolution: { url: env.EVOLUTION_API_URL, apiKey: env.EVOLUTION_API_KEY },
    s3: s3Of(env),
    paceMs: env.WHATSAPP_PACE_MS,
    lateAfterMs: env.WHATSAPP_LATE_AFTER_MINUTES * 60_000,
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

function s3Of(env: z.infer<typeof Schema>) {
  if (!env.S3_BUCKET) return null
  return {
    bucket: env.S3_BUCKET,
    endpoint: env.S3_ENDPOINT,
    region: env.S3_REGION,
    // `halfABucket` has made sure of both.
    accessKeyId: env.S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '',
  }
}
