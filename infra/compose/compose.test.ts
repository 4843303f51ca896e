import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { VARIABLES } from '../../cloud/src/platform/environment.ts'
import { compose, ROOT, type Service, services } from './compose-file.ts'

/** What Evolution 2.3.6 must be told, secrets aside: unset, it means something else than we want. */
const CONTRACT = `SERVER_URL SERVER_PORT TELEMETRY_ENABLED DATABASE_PROVIDER DATABASE_CONNECTION_CLIENT_NAME
  DATABASE_SAVE_DATA_INSTANCE DATABASE_SAVE_DATA_NEW_MESSAGE DATABASE_SAVE_MESSAGE_UPDATE DATABASE_SAVE_DATA_CONTACTS
  DATABASE_SAVE_DATA_CHATS DATABASE_SAVE_DATA_LABELS DATABASE_SAVE_DATA_HISTORIC DATABASE_SAVE_IS_ON_WHATSAPP
  CACHE_REDIS_ENABLED CACHE_REDIS_SAVE_INSTANCES CACHE_LOCAL_ENABLED
  WEBHOOK_GLOBAL_ENABLED WEBHOOK_REQUEST_TIMEOUT_MS WEBHOOK_RETRY_MAX_ATTEMPTS WEBHOOK_RETRY_INITIAL_DELAY_SECONDS
  WEBHOOK_RETRY_USE_EXPONENTIAL_BACKOFF WEBHOOK_RETRY_MAX_DELAY_SECONDS WEBHOOK_RETRY_JITTER_FACTOR
  WEBHOOK_RETRY_NON_RETRYABLE_STATUS_CODES DEL_INSTANCE QRCODE_LIMIT CONFIG_SESSION_PHONE_CLIENT
  CONFIG_SESSION_PHONE_NAME LOG_LEVEL LANGUAGE S3_ENABLED OPENAI_ENABLED`.split(/\s+/)

describe('docker-compose.yml', () => {
  it('publishes nginx alone, and the board only to this machine', () => {
    const published = services.filter(([, { ports }]) => ports).map(([name, { ports }]) => [name, ports])
    expect(published).toEqual([
      ['nginx', ['80:80', '443:443']],
      ['grafana', ['127.0.0.1:3000:3000']],
    ])
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

  it('leaves nothing for ever half up on a slow machine', () => {
    const waitedFor = new Set(
      services.flatMap(([, { depends_on: needs }]) =>
        Object.entries(needs ?? {}).flatMap(([other, { condition }]) =>
          condition === 'service_healthy' ? [other] : [],
        ),
      ),
    )
    expect([...waitedFor].sort()).toEqual(['certbot', 'postgres', 'redis'])
    for (const name of [...waitedFor, 'web-a', 'worker-a', 'scheduler', 'nginx', 'evolution']) {
      const { healthcheck } = compose.services[name]!
      expect(
        'start_period' in healthcheck ? Number.parseInt(healthcheck.start_period!, 10) : 0,
        name,
      ).toBeGreaterThanOrEqual(60)
    }
    // A Node for every question takes half a second of processor.
    for (const [name, { healthcheck, image }] of services)
      if (image.includes('plantao') && 'test' in healthcheck && name !== 'backup')
        expect(healthcheck.test, name).toEqual(['CMD', 'plantao-healthy'])
  })

  it('gives Redis a password that no command line and no variable shows', () => {
    const { redis } = compose.services
    expect(redis!.command!.join(' ')).toContain('"$$(cat /run/secrets/redis_password)" > /data/redis.conf')
    expect(JSON.stringify(redis!.environment ?? {})).not.toContain('password')
    const script = readFileSync(join(ROOT, 'infra/compose/make-secrets.sh'), 'utf8')
    expect(script).toContain('keep redis_url "redis://:$(cat secrets/redis_password)@redis:6379"')
    const holders = services.filter(([, { secrets }]) => secrets?.includes('redis_password'))
    expect(holders.map(([name]) => name)).toEqual(['redis'])
  })

  it('puts no request of a visitor into nginx’s memory', () => {
    const { tmpfs, volumes } = compose.services.nginx!
    expect(tmpfs).not.toContain('/var/cache/nginx')
    expect(volumes).toContain('nginx-cache:/var/cache/nginx')
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
      // The image sets its own; the others are the sandbox's.
      const elsewhere = ['NODE_ENV', 'HOST', 'PORT', 'DATA_DIR', 'STRIPE_API_URL', 'SANDBOX_PLAYS']
      // One process is enough to tell how old the newest backup is.
      if (name !== 'scheduler') elsewhere.push('BACKUP_DIR')
      const missing = VARIABLES.filter(
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
      // With Redis on, the keys of WhatsApp's sessions lie there alone, and ours keeps nothing.
      CACHE_REDIS_ENABLED: 'false',
      CACHE_LOCAL_ENABLED: 'true',
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
    // Web processes listen on IPv4, and a network with IPv6 would name their other address too.
    expect(servers).toMatch(/^resolver 127\.0\.0\.11 valid=5s ipv6=off;/)
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
