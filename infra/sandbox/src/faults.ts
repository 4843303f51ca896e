import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { mulberry32, type Random } from './random.ts'
import { API_VERSIONS, type ApiVersion, PINNED_VERSION } from './stripe/versions.ts'

/** A chance per event: 0..1, or true for always. */
const rate = z.union([z.boolean(), z.number().min(0).max(1)]).transform(Number)
const delay = z.number().min(0).max(600_000)
/** From and to, in milliseconds; one number is both. */
const range = z
  .union([delay, z.tuple([delay, delay])])
  .transform((given): [number, number] => (typeof given === 'number' ? [given, given] : given))
  .refine(([from, to]) => from <= to, 'from must not be above to')

const faultsSchema = z.strictObject({
  evolution: z
    .strictObject({
      failRate: rate,
      timeoutAfterAcceptRate: rate,
      delayMs: delay,
      duplicateWebhooks: rate,
      reorderWebhooks: rate,
      swallowWebhooks: rate,
      down: z.boolean(),
    })
    .partial()
    .optional(),
  openai: z
    .strictObject({
      failRate: rate,
      delayMs: delay,
      down: z.boolean(),
      judge: z
        .strictObject({
          truth: z.unknown(),
          errorRate: z.number().min(0).max(1).default(0),
          seed: z.number().int().default(1),
        })
        .nullable(),
    })
    .partial()
    .optional(),
  smtp: z.strictObject({ down: z.boolean() }).partial().optional(),
  stripe: z
    .strictObject({
      duplicateEvents: rate,
      reorderEvents: rate,
      delayMs: range,
      withholdEvents: rate,
      apiVersion: z.enum(API_VERSIONS),
      conflictRate: rate,
      limitRate: rate,
      cutRate: rate,
    })
    .partial()
    .optional(),
  seed: z.number().int().optional(),
})

/** What goes wrong now; rates are 0..1, delays milliseconds. */
export interface FaultSettings {
  evolution: {
    failRate: number
    timeoutAfterAcceptRate: number
    delayMs: number
    duplicateWebhooks: number
    reorderWebhooks: number
    /** Lost for good, as when Evolution restarts: the message is on the phone, no event ever comes. */
    swallowWebhooks: number
    down: boolean
  }
  openai: {
    failRate: number
    delayMs: number
    down: boolean
    judge: { truth: unknown; errorRate: number; seed: number } | null
  }
  smtp: { down: boolean }
  stripe: {
    duplicateEvents: number
    reorderEvents: number
    /** How late each event comes, from and to: each by a throw of its own, no two in one millisecond. */
    delayMs: [number, number]
    /** Days late: kept back until `POST /stripe/deliveries/release`. They stand in Stripe's list of events. */
    withholdEvents: number
    /** In whose shapes objects are told. */
    apiVersion: ApiVersion
    /** Of the calls that change something: 409 before anything was done, 429, and cut after all was done. */
    conflictRate: number
    limitRate: number
    cutRate: number
  }
  seed: number
}

/** What a sandbox begins with, and `DELETE /faults` goes back to: tests start it with late events. */
export type FaultDefaults = { stripe?: Partial<FaultSettings['stripe']>; seed?: number }

const none = ({ stripe, seed = 1 }: FaultDefaults): FaultSettings => ({
  evolution: {
    failRate: 0,
    timeoutAfterAcceptRate: 0,
    delayMs: 0,
    duplicateWebhooks: 0,
    reorderWebhooks: 0,
    swallowWebhooks: 0,
    down: false,
  },
  openai: { failRate: 0, delayMs: 0, down: false, judge: null },
  smtp: { down: false },
  stripe: {
    duplicateEvents: 0,
    reorderEvents: 0,
    delayMs: [0, 0],
    withholdEvents: 0,
    apiVersion: PINNED_VERSION,
    conflictRate: 0,
    limitRate: 0,
    cutRate: 0,
    ...stripe,
  },
  seed,
})

/** Stripe's own dice start elsewhere than the others', so that its events do not shift what WhatsApp meets. */
const STRIPE_SALT = 0x5f3759df

/** The knobs every part of the sandbox reads at each event, and the seeded dice they throw. */
export class Faults {
  readonly #defaults: FaultDefaults
  #settings: FaultSettings
  #random: Random = mulberry32(0)
  #stripeRandom: Random = mulberry32(0)
  #waiting: Array<() => void> = []

  constructor(defaults: FaultDefaults = {}) {
    this.#defaults = defaults
    this.#settings = none(defaults)
    this.#throwAnew()
  }

  get evolution(): FaultSettings['evolution'] {
    return this.#settings.evolution
  }
  get openai(): FaultSettings['openai'] {
    return this.#settings.openai
  }
  get smtp(): FaultSettings['smtp'] {
    return this.#settings.smtp
  }
  get stripe(): FaultSettings['stripe'] {
    return this.#settings.stripe
  }

  /** Everything as it stands, defaults included. */
  current(): FaultSettings {
    return this.#settings
  }

  /**
   * Merges the knobs given into those that hold; a knob not named stays. A `seed` starts the dice anew.
   * @throws ZodError when the body does not have the documented shape
   */
  set(body: unknown): FaultSettings {
    const given = faultsSchema.parse(body ?? {})
    const now = this.#settings
    this.#settings = {
      evolution: { ...now.evolution, ...given.evolution },
      openai: { ...now.openai, ...given.openai } as FaultSettings['openai'],
      smtp: { ...now.smtp, ...given.smtp },
      stripe: { ...now.stripe, ...given.stripe },
      seed: given.seed ?? now.seed,
    }
    if (given.seed !== undefined) this.#throwAnew()
    this.#release()
    return this.#settings
  }

  /** Back to what it began with, and to the first throw of its seed. */
  reset(): FaultSettings {
    this.#settings = none(this.#defaults)
    this.#throwAnew()
    this.#release()
    return this.#settings
  }

  /** Resolves, in the order of asking, once `evolution.down` is lifted. */
  evolutionUp(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  #throwAnew(): void {
    this.#random = mulberry32(this.#settings.seed)
    this.#stripeRandom = mulberry32(this.#settings.seed ^ STRIPE_SALT)
  }

  #release(): void {
    if (this.#settings.evolution.down) return
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  /** Throws the dice: true with the chance given (0 never throws, so idle knobs do not shift the sequence). */
  happens(chance: number): boolean {
    return chance > 0 && this.#random() < chance
  }

  /** The same, by Stripe's own dice. */
  stripeHappens(chance: number): boolean {
    return chance > 0 && this.#stripeRandom() < chance
  }

  /** A whole number from `from` to `to`, by Stripe's own dice; equal ends throw nothing. */
  stripeBetween([from, to]: [number, number]): number {
    return from === to ? from : from + Math.floor(this.#stripeRandom() * (to - from + 1))
  }

  /** One seeded number in [0, 1), for jitter and order. */
  random(): number {
    return this.#random()
  }
}

/** `GET|POST|DELETE /faults`. */
export function registerFaults(app: FastifyInstance, faults: Faults): void {
  app.get('/faults', async () => faults.current())
  app.delete('/faults', async () => faults.reset())
  app.post('/faults', async (request, reply) => {
    try {
      return faults.set(request.body)
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error
      return reply.code(400).send({ error: { code: 'faults.invalid', message: z.prettifyError(error) } })
    }
  })
}
