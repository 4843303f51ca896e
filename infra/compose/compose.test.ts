import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const Variables = z.record(z.string(), z.string())
const Condition = z.object({
  condition: z.enum(['service_healthy', 'service_completed_successfully', 'service_started']),
})
/** What we use of the Compose specification; an unknown key is a slip of the pen. */
const Service = z.strictObject({
  image: z.string().regex(/:[\w.-]*\d+\.\d+|\$\{PLANTAO_IMAGE:-.+:\d+\.\d+\.\d+\}/, 'a pinned version'),
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  restart: z.enum(['unless-stopped', 'no']),
  read_only: z.boolean(),
  cap_drop: z.tuple([z.literal('ALL')]),
  cap_add: z.array(z.string()).optional(),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  logging: z.object({
    driver: z.literal('json-file'),
    options: z.object({ 'max-size': z.string(), 'max-file': z.string() }),
  }),
  user: z.string().optional(),
  tmpfs: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  networks: z.union([
    z.array(z.enum(['inside', 'outward'])).min(1),
    z.partialRecord(z.enum(['inside', 'outward']), z.object({ aliases: z.array(z.string()).optional() })),
  ]),
  environment: Variables.optional(),
  secrets: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), Condition).optional(),
  healthcheck: z.union([
    z.object({ disable: z.literal(true) }),
    z.object({ test: z.array(z.string()).min(2), interval: z.string(), timeout: z.string() }).loose(),
  ]),
  stop_grace_period: z.string().optional(),
  ports: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  entrypoint: z.array(z.string()).optional(),
  profiles: z.array(z.enum(['full', 'restore'])).optional(),
  shm_size: z.string().optional(),
  mem_limit: z.string().regex(/^\d+[mg]$/),
  cpus: z.number().positive(),
})
const Compose = z.object({
  services: z.record(z.string(), Service),
  networks: z.object({ inside: z.object({ internal: z.literal(true) }), outward: z.object({}) }),
  volumes: z.record(z.string(), z.object({})),
  secrets: z.record(z.string(), z.object({ file: z.string().startsWith('./secrets/') })),
})

/** What Evolution 2.3.6 must be told, secrets aside: unset, it means something else than we want. */
const CONTRACT = `SERVER_URL SERVER_PORT TELEMETRY_ENABLED DATABASE_PROVIDER DATABASE_CONNECTION_CLIENT_NAME
  DATABASE_SAVE_DATA_INSTANCE DATABASE_SAVE_DATA_NEW_MESSAGE DATABASE_SAVE_MESSAGE_UPDATE DATABASE_SAVE_DATA_CONTACTS
  DATABASE_SAVE_DATA_CHATS DATABASE_SAVE_DATA_LABELS DATABASE_SAVE_DATA_HISTORIC DATABASE_SAVE_IS_ON_WHATSAPP
  CACHE_REDIS_ENABLED CACHE_REDIS_URI CACHE_REDIS_PREFIX_KEY CACHE_REDIS_SAVE_INSTANCES CACHE_LOCAL_ENABLED
  WEBHOOK_GLOBAL_ENABLED WEBHOOK_REQUEST_TIMEOUT_MS WEBHOOK_RETRY_MAX_ATTEMPTS WEBHOOK_RETRY_INITIAL_DELAY_SECONDS
  WEBHOOK_RETRY_USE_EXPONENTIAL_BACKOFF WEBHOOK_RETRY_MAX_DELAY_SECONDS WEBHOOK_RETRY_JITTER_FACTOR
  WEBHOOK_RETRY_NON_RETRYABLE_STATUS_CODES DEL_INSTANCE QRCODE_LIMIT CONFIG_SESSION_PHONE_CLIENT
  CONFIG_SESSION_PHONE_NAME LOG_LEVEL LANGUAGE S3_ENABLED OPENAI_ENABLED`.split(/\s+/)

const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8')
const compose = Compose.parse(parse(text, { merge: true }))
const services = Object.entries(compose.services)

describe('docker-compose.yml', () => {
  it('publishes nginx alone, and the board only to this machine', () => {
    const published = services.filter(([, { ports }]) => ports).map(([name, { ports }]) => [name, ports])
    expect(published).toEqual([
      ['nginx', ['80:80', '443:443']],
      ['grafana', ['127.0.0.1:3000:3000']],
    ])
  })

  it.each(['postgres', 'redis', 'chroma'])('keeps %s on the inner network alone', (name) => {
    expect(compose.services[name]!.networks).toEqual(['inside'])
  })

  it.each(services)('%s names only volumes, secrets and services that exist', (_, service) => {
    for (const volume of service.volumes ?? []) {
      const source = volume.split(':')[0]!
      if (source.startsWith('./')) expect(existsSync(join(ROOT, source)), source).toBe(true)
      else expect(Object.keys(compose.volumes)).toContain(source)
    }
    for (const secret of service.secrets ?? []) expect(Object.keys(compose.secrets)).toContain(secret)
    for (const other of Object.keys(service.depends_on ?? {}))
      expect(Object.keys(compose.services)).toContain(other)
  })

  it.each(services)('%s gets its secrets from files it was given, none as text', (_, service) => {
    for (const [name, value] of Object.entries(service.environment ?? {})) {
      if (name.endsWith('FILE')) {
        expect(value).toMatch(/^\/run\/secrets\//)
        expect(service.secrets, name).toContain(value.split('/').at(-1))
      } else if (/PASSWORD|SECRET|API_KEY$|TOKEN|DATABASE_URL/.test(name)) {
        expect.unreachable(`${name} is written out`)
      }
    }
  })

  it('runs what may run minimal: every service outside a profile needs no service inside one', () => {
    for (const [name, { profiles, depends_on: needs }] of services) {
      if (profiles) continue
      for (const other of Object.keys(needs ?? {})) {
        expect(compose.services[other]!.profiles, `${name} needs ${other}`).toBeUndefined()
      }
    }
  })

  it('fits a machine of 8 GB in the minimal profile', () => {
    const megabytes = (limit: string) => Number.parseInt(limit, 10) * (limit.endsWith('g') ? 1024 : 1)
    const sum = services
      .filter(([, { profiles, restart }]) => !profiles && restart !== 'no')
      .reduce((total, [, { mem_limit: limit }]) => total + megabytes(limit), 0)
    expect(sum).toBeLessThan(7 * 1024)
  })

  it.each(['web-a', 'web-b', 'worker-a', 'worker-b', 'scheduler'])(
    'gives %s every variable it reads',
    (name) => {
      const environment = compose.services[name]!.environment!
      const source = readFileSync(join(ROOT, 'cloud/src/platform/environment.ts'), 'utf8')
      const read = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]*):/gm)].map(([, variable]) => variable!)
      expect(read.length).toBeGreaterThan(25)
      // The image sets its own; the others are the sandbox's.
      const elsewhere = ['NODE_ENV', 'HOST', 'PORT', 'DATA_DIR', 'STRIPE_API_URL', 'SANDBOX_PLAYS']
      // One process is enough to tell how old the newest backup is.
      if (name !== 'scheduler') elsewhere.push('BACKUP_DIR')
      const missing = read.filter(
        (variable) => !(variable in environment) && !(`${variable}_FILE` in environment),
      )
      expect(missing.filter((variable) => !elsewhere.includes(variable))).toEqual([])
    },
  )

  it('runs as root only what cannot do otherwise, and writes only where it must', () => {
    // nginx and Postgres give root up themselves; the others read or keep files of several owners.
    const root = services.filter(([, { user }]) => user === undefined || user === '0:0').map(([name]) => name)
    expect(root.sort()).toEqual(['backup', 'certbot', 'chroma', 'evolution', 'nginx', 'postgres', 'restore'])
    expect(services.filter(([, service]) => !service.read_only).map(([name]) => name)).toEqual(['evolution'])
  })

  it('gives Evolution every variable that its contract names', () => {
    const { environment, command, volumes } = compose.services.evolution!
    for (const name of CONTRACT) expect(environment, name).toHaveProperty(name)
    for (const name of ['AUTHENTICATION_API_KEY', 'DATABASE_CONNECTION_URI'])
      expect(command!.join(' ')).toContain(`${name}="$$(cat /run/secrets/`)
    expect(environment).toMatchObject({
      TELEMETRY_ENABLED: 'false',
      DATABASE_SAVE_DATA_INSTANCE: 'true',
      LOG_LEVEL: 'ERROR,WARN',
    })
    expect(volumes).toEqual(['evolution:/evolution/instances'])
  })

  it('backs up media and sessions without a right to change them, and lets the restore write them', () => {
    const { backup, restore } = compose.services as Record<'backup' | 'restore', z.infer<typeof Service>>
    expect(backup.volumes).toEqual(expect.arrayContaining(['data:/data:ro', 'evolution:/evolution:ro']))
    expect(restore.volumes).toEqual(expect.arrayContaining(['data:/data', 'evolution:/evolution']))
    for (const name of ['DATABASE_URL', 'BACKUP_DATABASE_URL', 'EVOLUTION_DATABASE_URL'])
      expect(restore.environment, name).toHaveProperty(`${name}_FILE`)
    expect(restore.environment!.TMPDIR).toBe('/backups')
  })

  it('lets nginx follow a container that comes back under another address', () => {
    const servers = compose.services.nginx!.environment!.WEB_SERVERS!
    expect(servers).toMatch(/^zone plantao_web \d+k; resolver 127\.0\.0\.11 valid=5s;/)
    for (const line of [servers, readFileSync(join(ROOT, 'infra/compose/settings.example'), 'utf8')])
      for (const [, server] of line.matchAll(/server (web-[^;]*);/g)) expect(server).toContain(' resolve ')
  })
})

describe('what goes with it', () => {
  it('fills every secret', () => {
    const script = readFileSync(join(ROOT, 'infra/compose/make-secrets.sh'), 'utf8')
    for (const name of Object.keys(compose.secrets)) expect(script).toContain(name)
  })

  it('ships scripts that a shell can run', () => {
    const scripts = readdirSync(join(ROOT, 'infra/compose')).filter((name) => name.endsWith('.sh'))
    expect(scripts.length).toBeGreaterThan(2)
    for (const name of scripts)
      expect(statSync(join(ROOT, 'infra/compose', name)).mode & 0o111, name).not.toBe(0)
  })

  it('builds images that do not run as root, from pinned bases', () => {
    const dockerfile = readFileSync(join(ROOT, 'infra/docker/cloud.Dockerfile'), 'utf8')
    expect(dockerfile.match(/^FROM .*$/gm)).toSatisfy((lines: string[]) =>
      lines.every((line) => /:\d+\.\d+\.\d+/.test(line)),
    )
    expect(dockerfile).toMatch(/^USER node$/m)
  })
})
