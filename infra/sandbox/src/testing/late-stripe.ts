import type { FaultDefaults } from '../faults.ts'

/** Milliseconds. The real Stripe never delivers in the millisecond in which something happens, nor in its order. */
const LATE_MS: [number, number] = [20, 200]
const seed = Number(process.env.SANDBOX_SEED ?? 1)

/** What every sandbox of the test suite begins with. Its seed is printed by the run; `SANDBOX_SEED` takes another. */
export const LATE_STRIPE: FaultDefaults = { stripe: { delayMs: LATE_MS, reorderEvents: 1 }, seed }

/** The same for a sandbox that is a process of its own. */
export const LATE_STRIPE_ENV = {
  SANDBOX_STRIPE_DELAY_MS: LATE_MS.join('-'),
  SANDBOX_SEED: String(seed),
}

/** The line by which a run can be repeated. */
export const LATE_STRIPE_LINE = `Stripe's events come ${LATE_MS.join(' to ')} ms late and out of order: SANDBOX_SEED=${seed}`
