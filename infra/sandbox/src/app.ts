import Fastify, { type FastifyInstance } from 'fastify'
import { registerEvolution } from './evolution/index.ts'
import { WebhookSender } from './evolution/webhooks.ts'
import { type EvolutionTimes, Identities, type World } from './evolution/world.ts'
import { type FaultDefaults, Faults, registerFaults } from './faults.ts'
import { Ledger, registerLedger } from './ledger.ts'
import { startMail } from './mail/index.ts'
import { registerOpenAi } from './openai/index.ts'
import { registerPages } from './pages.ts'
import { PhoneEvents } from './phone/events.ts'
import { registerPhone } from './phone/index.ts'
import { registerStripe } from './stripe/index.ts'
import { registerStyles } from './styles.ts'
import { Timers } from './timers.ts'

/** How a sandbox is to be; everything has a default but the address it is reached by. */
export interface SandboxOptions {
  /** Global key of the Evolution API. */
  evolutionApiKey?: string
  /** The sandbox's own address, told in webhooks as `server_url`. */
  url?: string
  /** Where the product's own pages are, for links. */
  cloudUrl?: string
  /** Port of the SMTP server; 0 (any free one) by default. */
  smtpPort?: number
  /** Keys of the Stripe API and of its events' signatures. */
  stripeSecretKey?: string
  stripeWebhookSecret?: string
  times?: Partial<EvolutionTimes>
  /** What goes wrong from the beginning, and again after `DELETE /faults`; nothing when left out. */
  faults?: FaultDefaults
}

/** Voice notes and pictures travel as base64 in JSON. */
const bodyLimit = 30 * 1024 * 1024

const defaultTimes: EvolutionTimes = { bootMs: 300, retryBaseMs: 5000, qrMs: 45_000, deliveryAckMs: 40 }

function createWorld(options: SandboxOptions): World {
  const faults = new Faults(options.faults)
  const timers = new Timers()
  const times = { ...defaultTimes, ...options.times }
  const serverUrl = `${options.url ?? 'http://127.0.0.1:8001'}/evolution`
  return {
    instances: new Map(),
    apiKey: options.evolutionApiKey ?? 'sandbox-evolution-key',
    times,
    faults,
    ledger: new Ledger(),
    events: new PhoneEvents(),
    timers,
    webhooks: new WebhookSender({ faults, timers, retryBaseMs: times.retryBaseMs, serverUrl }),
    identities: new Identities(),
  }
}

/** JSON bodies as Express takes them: an empty one is no error. */
function acceptEmptyJson(app: FastifyInstance): void {
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    if (body === '') return done(null, {})
    try {
      done(null, JSON.parse(body as string))
    } catch {
      done(Object.assign(new Error('The body is not JSON.'), { statusCode: 400 }))
    }
  })
}

/** A sandbox, not yet listening; `close()` stops all of it. State lives as long as it does. */
export function buildSandbox(options: SandboxOptions = {}): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit, forceCloseConnections: true })
  const world = createWorld(options)
  acceptEmptyJson(app)
  registerFaults(app, world.faults)
  registerLedger(app, world.ledger)
  registerEvolution(app, world)
  registerPhone(app, world, options.cloudUrl ?? 'http://127.0.0.1:8000')
  registerPages(app)
  registerStyles(app)
  registerStripe(app, {
    faults: world.faults,
    timers: world.timers,
    secretKey: options.stripeSecretKey ?? 'sk_test_sandbox',
    webhookSecret: options.stripeWebhookSecret ?? 'whsec_sandbox',
    cloudUrl: options.cloudUrl ?? 'http://127.0.0.1:8000',
    url: options.url ?? 'http://127.0.0.1:8001',
    retryBaseMs: Math.min(1000, world.times.retryBaseMs),
  })
  registerOpenAi(app, { faults: world.faults })
  app.register(async (scope) => {
    await startMail(scope, { smtpPort: options.smtpPort ?? 0, faults: world.faults })
  })
  app.addHook('preClose', async () => {
    world.timers.stop()
    world.events.stop()
    await world.webhooks.stop()
  })
  return app
}
