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
  profiles: z.array(z.enum(['full'])).optional(),
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

  it('gives the cloud every variable that has no default', () => {
    const environment = compose.services['web-a']!.environment!
    const wanted = [
      'DATABASE_URL',
      'JWT_SECRET',
      'EVOLUTION_API_KEY',
      'EVOLUTION_API_URL',
      'PUBLIC_URL',
      'SMTP_URL',
      'STRIPE_SECRET_KEY',
    ]
    for (const name of wanted) expect(environment[name] ?? environment[`${name}_FILE`], name).toBeDefined()
  })

  it('turns off Evolution’s telemetry and keeps its sessions', () => {
    const evolution = compose.services.evolution!
    expect(evolution.environment).toMatchObject({
      TELEMETRY_ENABLED: 'false',
      DATABASE_SAVE_DATA_INSTANCE: 'true',
    })
    expect(evolution.volumes).toEqual(['evolution:/evolution/instances'])
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
    for (const [, source] of dockerfile.matchAll(/^COPY (?!--from)(\S+) /gm)) {
      expect(existsSync(join(ROOT, source!)), source).toBe(true)
    }
  })
})
