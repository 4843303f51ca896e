import type { FastifyInstance } from 'fastify'
import type { Faults } from '../faults.ts'
import type { Timers } from '../timers.ts'
import { registerStripeApi } from './api-routes.ts'
import { registerStripeControls } from './control-routes.ts'
import { Deliveries } from './deliveries.ts'
import type { StripeObjects } from './stripe-objects.ts'
import { StripeWorld } from './world.ts'

interface Options {
  faults: Faults
  timers: Timers
  secretKey: string
  webhookSecret: string
  /** The cloud, whose `/webhook/billing` takes the events. */
  cloudUrl: string
  /** The sandbox's own address. */
  url: string
  retryBaseMs: number
  /** What an account held when the sandbox last stopped. */
  kept?: StripeObjects | undefined
}

/**
 * Stripe at `/stripe`: the API under `/stripe/v1`, the pages a browser is sent to, and the handles to make things happen.
 * @returns what it knows, to be kept
 */
export function registerStripe(app: FastifyInstance, options: Options): StripeWorld {
  const { faults, timers, retryBaseMs } = options
  const world = new StripeWorld(
    new Deliveries({
      faults,
      timers,
      retryBaseMs,
      webhookUrl: `${options.cloudUrl}/webhook/billing`,
      secret: options.webhookSecret,
    }),
    faults,
    options.kept,
  )
  registerStripeApi(app, { world, secretKey: options.secretKey, url: `${options.url}/stripe` })
  registerStripeControls(app, world)
  return world
}
