import { statfs } from 'node:fs/promises'
import { Redis } from 'ioredis'
import { asError } from '../platform/errors.ts'
import { standOf } from '../platform/migrate.ts'
import type { OpenBucket } from './off-site.port.ts'
import type { Finding } from './report.ts'
import type { Variables } from './settings.ts'
import { withClient } from './with-client.ts'

/** Longest wait for one dependency, in milliseconds. */
const PATIENCE_MS = 5_000
/** PostgreSQL versions the migrations are tested on. */
const OLDEST = 15
const NEWEST = 18
/** Below this share of free disk a database may stop in the night. */
const LEAST_FREE = 0.1

type Probe = {
  name: string
  advice: string
  wanted: (v: Variables) => boolean
  ask: (v: Variables, openBucket: OpenBucket) => Promise<string>
}

/** Every dependency, asked in its own protocol. What is not set is not asked. */
const PROBES: Probe[] = [
  {
    name: 'postgres',
    advice: 'Is it running, reachable from here, and is the password in DATABASE_URL right?',
    wanted: (v) => Boolean(v.DATABASE_URL),
    ask: (v) => askPostgres(v.DATABASE_URL!),
  },
  {
    name: 'schema',
    advice: 'Bring it up to date with `plantao migrate`.',
    wanted: (v) => Boolean(v.DATABASE_URL),
    ask: (v) => askSchema(v.DATABASE_URL!),
  },
  {
    name: 'redis',
    advice: 'Is it running, and is REDIS_URL right?',
    wanted: (v) => Boolean(v.REDIS_URL),
    ask: (v) => askRedis(v.REDIS_URL!),
  },
  {
    name: 'chroma',
    advice: 'Is it running, and is CHROMA_URL right? Without it vectors are searched in PostgreSQL.',
    wanted: (v) => Boolean(v.CHROMA_URL),
    ask: (v) => askHttp(`${v.CHROMA_URL}/api/v2/heartbeat`),
  },
  {
    name: 'evolution',
    advice: 'Is it running, and is EVOLUTION_API_KEY its AUTHENTICATION_API_KEY?',
    wanted: (v) => Boolean(v.EVOLUTION_API_URL),
    ask: (v) =>
      askHttp(`${v.EVOLUTION_API_URL}/instance/fetchInstances`, { apikey: v.EVOLUTION_API_KEY ?? '' }),
  },
  {
    name: 'models',
    advice: 'Is OPENAI_API_KEY valid and OPENAI_BASE_URL right?',
    wanted: (v) => Boolean(v.OPENAI_API_KEY || v.OPENAI_BASE_URL),
    ask: (v) =>
      askHttp(`${v.OPENAI_BASE_URL || 'https://api.openai.com/v1'}/models`, {
        authorization: `Bearer ${v.OPENAI_API_KEY ?? ''}`,
      }),
  },
  {
    name: 'stripe',
    advice: 'Is STRIPE_SECRET_KEY valid? It starts with sk_live_ in production.',
    wanted: (v) => Boolean(v.STRIPE_SECRET_KEY),
    ask: (v) =>
      askHttp(`${v.STRIPE_API_URL || 'https://api.stripe.com'}/v1/prices?limit=1`, {
        authorization: `Bearer ${v.STRIPE_SECRET_KEY}`,
      }),
  },
  {
    name: 'mail',
    advice: 'Are host, port, user and password in SMTP_URL right? Some providers block port 25.',
    wanted: (v) => Boolean(v.SMTP_URL),
    ask: (v) => askMail(v.SMTP_URL!),
  },
  {
    name: 'files',
    advice: 'Does the bucket exist, and may S3_ACCESS_KEY_ID with its secret list, read and write it?',
    wanted: (v) => Boolean(v.S3_BUCKET),
    ask: (v, openBucket) => askBucket(v, openBucket),
  },
  {
    name: 'site',
    advice:
      'Does the domain point to this machine, are ports 80 and 443 open, and was a certificate issued (logs of certbot)?',
    wanted: (v) => Boolean(v.PUBLIC_URL?.startsWith('https://')),
    ask: (v) => askHttp(new URL('/health', v.PUBLIC_URL).href),
  },
  {
    name: 'disk',
    advice: 'Remove old backups and logs, or grow the disk.',
    wanted: () => true,
    ask: (v) => askDisk(v.DATA_DIR || '.'),
  },
]

/** Asks every dependency that the variables name, all at once. Never throws. */
export function probeAll(variables: Variables, openBucket: OpenBucket): Promise<Finding[]> {
  return Promise.all(
    PROBES.filter(({ wanted }) => wanted(variables)).map((probe) => findingOf(probe, variables, openBucket)),
  )
}

async function findingOf(
  { name, advice, ask }: Probe,
  variables: Variables,
  openBucket: OpenBucket,
): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${PATIENCE_MS / 1000} s`)), PATIENCE_MS)
  })
  try {
    return { name, state: 'ok', said: await Promise.race([ask(variables, openBucket), late]) }
  } catch (error) {
    return { name, state: 'fault', said: wordsOf(asError(error)), advice }
  } finally {
    clearTimeout(timer)
  }
}

/** Never an address with a password in it. */
function wordsOf(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause.message : ''
  return (cause || error.message || error.name).replace(/\/\/[^@\s/]+@/g, '//…@')
}

function askPostgres(url: string): Promise<string> {
  return withClient(
    url,
    async (client) => {
      const { rows } = await client.query<{ version: string; may: boolean }>(
        `select current_setting('server_version') as version, rolcreaterole or rolsuper as may
         from pg_roles where rolname = current_user`,
      )
      const { version, may } = rows[0]!
      const major = Number.parseInt(version, 10)
      if (major < OLDEST || major > NEWEST)
        throw new Error(`version ${version}; ${OLDEST} to ${NEWEST} are supported`)
      if (!may) throw new Error('the owner role may not create roles (ALTER ROLE … CREATEROLE)')
      return `version ${version}`
    },
    PATIENCE_MS,
  )
}

async function askSchema(url: string): Promise<string> {
  const { pending } = await withClient(url, standOf, PATIENCE_MS)
  if (pending.length > 0) throw new Error(`${pending.length} migrations are missing, from ${pending[0]}`)
  return 'up to date'
}

async function askBucket(v: Variables, openBucket: OpenBucket): Promise<string> {
  const { S3_BUCKET: bucket = '', S3_ENDPOINT: endpoint, S3_REGION: region } = v
  await openBucket({
    bucket,
    ...(endpoint ? { endpoint } : {}),
    ...(region ? { region } : {}),
    accessKeyId: v.S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: v.S3_SECRET_ACCESS_KEY ?? '',
  }).list()
  return 'answers'
}

async function askRedis(url: string): Promise<string> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null })
  redis.on('error', () => undefined)
  try {
    await redis.connect()
    return await redis.ping()
  } finally {
    redis.disconnect()
  }
}

async function askHttp(url: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE_MS) })
  if (!answer.ok) throw new Error(`answered ${answer.status}`)
  return 'answers'
}

async function askMail(url: string): Promise<string> {
  const { createTransport } = await import('nodemailer')
  const transport = createTransport(url)
  try {
    await transport.verify()
    return 'accepts us'
  } finally {
    transport.close()
  }
}

async function askDisk(folder: string): Promise<string> {
  const { bavail, blocks, bsize } = await statfs(folder)
  const free = bavail / blocks
  const said = `${Math.round((bavail * bsize) / 2 ** 30)} GB free (${Math.round(free * 100)} %)`
  if (free < LEAST_FREE) throw new Error(said)
  return said
}
