import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const Variables = z.record(z.string(), z.string())
const Condition = z.object({
  condition: z.enum(['service_healthy', 'service_completed_successfully', 'service_started']),
})
/** What we use of the Compose specification; an unknown key is a slip of the pen. */
export const Service = z.strictObject({
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
    z.array(z.string()).min(1),
    z.record(z.string(), z.strictObject({ aliases: z.array(z.string()).optional() })),
  ]),
  environment: Variables.optional(),
  secrets: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), Condition).optional(),
  healthcheck: z.union([
    z.object({ disable: z.literal(true) }),
    z.strictObject({
      test: z.array(z.string()).min(2),
      interval: z.string(),
      timeout: z.string(),
      retries: z.number().optional(),
      start_period: z.string().optional(),
      start_interval: z.string().optional(),
    }),
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
  networks: z.record(
    z.string(),
    z.strictObject({ internal: z.literal(true).optional(), enable_ipv6: z.literal(true).optional() }),
  ),
  volumes: z.record(z.string(), z.object({})),
  secrets: z.record(z.string(), z.object({ file: z.string().startsWith('./secrets/') })),
})

/** The compose file as Compose itself reads it. Throws at anything that this page does not know. */
export const compose = Compose.parse(
  parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }),
)
export const services = Object.entries(compose.services)
