import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { mulberry32, type Random } from './random.ts'

/** A chance per event: 0..1, or true for always. */
const rate = z.union([z.boolean(), z.number().min(0).max(1)]).transform(Number)
const delay = z.number().min(0).max(600_000)

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
  stripe: z.strictObject({ duplicateEvents: rate, reorderEvents: rate }).partial().optional(),
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
  stripe: { duplicateEvents: number; reorderEvents: number }
  seed: number
}

const none = (): FaultSettings => ({
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
  stripe: { duplicateEvents: 0, reorderEvents: 0 },
  seed: 1,
})

/** The knobs every part of the sandbox reads at each event, and the seeded dice they throw. */
export class Faults {
  #settings = none()
  #random: Random = mulberry32(1)
  #waiting: Array<() => void> = []

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
    if (given.seed !== undefined) this.#random = mulberry32(given.seed)
    this.#release()
    return this.#settings
  }

  /** Back to nothing wrong, and to the first throw of the default seed. */
  reset(): FaultSettings {
    this.#settings = none()
    this.#random = mulberry32(this.#settings.seed)
    this.#release()
    return this.#settings
  }

  /** Resolves, in the order of asking, once `evolution.down` is lifted. */
  evolutionUp(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  #release(): void {
    if (this.#settings.evolution.down) return
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  /** Throws the dice: true with the chance given (0 never throws, so idle knobs do not shift the sequence). */
  happens(chance: number): boolean {
    return chance > 0 && this.#random() < chance
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
