import Fastify, { type FastifyInstance } from 'fastify'
import { registerEvolution } from './evolution/index.ts'
import { WebhookSender } from './evolution/webhooks.ts'
import { type EvolutionTimes, Identities, type World } from './evolution/world.ts'
import { type FaultDefaults, Faults, registerFaults } from './faults.ts'
import { type Kept, keepInstances, readKept, restoreInstances, writeKept } from './kept.ts'
import { Ledger, registerLedger } from './ledger.ts'
import { Inbox } from './mail/inbox.ts'
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
  /**
   * File in which numbers, chats, mails and Stripe's objects are kept when it stops, and from which it begins; without
   * one, state lives as long as the sandbox.
   */
  stateFile?: string | undefined
}

/** Voice notes and pictures travel as base64 in JSON. */
const bodyLimit = 30 * 1024 * 1024

const defaultTimes: EvolutionTimes = { bootMs: 300, retryBaseMs: 5000, qrMs: 45_000, deliveryAckMs: 40 }

function createWorld(options: SandboxOptions, kept: Kept | undefined): World {
  const faults = new Faults(options.faults)
  const timers = new Timers()
  const times = { ...defaultTimes, ...options.times }
  const serverUrl = `${options.url ?? 'http://127.0.0.1:8001'}/evolution`
  return {
    instances: restoreInstances(kept?.instances ?? []),
    apiKey: options.evolutionApiKey ?? 'sandbox-evolution-key',
    times,
    faults,
    ledger: new Ledger(),
    events: new PhoneEvents(),
    timers,
    webhooks: new WebhookSender({ faults, timers, retryBaseMs: times.retryBaseMs, serverUrl }),
    identities: new Identities(kept?.identities),
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

/** A sandbox, not yet listening; `close()` stops all of it. State lives as long as it does, or in `stateFile`. */
export function buildSandbox(options: SandboxOptions = {}): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit, forceCloseConnections: true })
  const kept = options.stateFile ? readKept(options.stateFile) : undefined
  const world = createWorld(options, kept)
  const inbox = new Inbox(kept?.mails)
  acceptEmptyJson(app)
  registerFaults(app, world.faults)
  registerLedger(app, world.ledger)
  registerEvolution(app, world)
  registerPhone(app, world, options.cloudUrl ?? 'http://127.0.0.1:8000')
  registerPages(app)
  registerStyles(app)
  const stripe = registerStripe(app, {
    faults: world.faults,
    timers: world.timers,
    secretKey: options.stripeSecretKey ?? 'sk_test_sandbox',
    webhookSecret: options.stripeWebhookSecret ?? 'whsec_sandbox',
    cloudUrl: options.cloudUrl ?? 'http://127.0.0.1:8000',
    url: options.url ?? 'http://127.0.0.1:8001',
    retryBaseMs: Math.min(1000, world.times.retryBaseMs),
    kept: kept?.stripe,
  })
  registerOpenAi(app, { faults: world.faults })
  app.register(async (scope) => {
    await startMail(scope, { smtpPort: options.smtpPort ?? 0, faults: world.faults, inbox })
  })
  app.addHook('preClose', async () => {
    world.timers.stop()
    world.events.stop()
    await world.webhooks.stop()
  })
  const { stateFile } = options
  if (stateFile) {
    // After the last request was answered and the last mail taken.
    app.addHook('onClose', async () => {
      const identities = world.identities.maps()
      const instances = keepInstances(world)
      writeKept(stateFile, { instances, identities, mails: inbox.list(), stripe: stripe.objects() })
    })
  }
  return app
}
