import { z } from 'zod'

const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(8001),
  SMTP_PORT: z.coerce.number().int().min(0).max(65_535).default(8025),
  EVOLUTION_API_KEY: z.string().default('sandbox-evolution-key'),
  STRIPE_SECRET_KEY: z.string().default('sk_test_sandbox'),
  STRIPE_WEBHOOK_SECRET: z.string().default('whsec_sandbox'),
  SANDBOX_RETRY_BASE_MS: z.coerce.number().int().positive().default(5000),
  /** How late Stripe's events come, `20-200` in milliseconds; at once when unset, as for a person who looks. */
  SANDBOX_STRIPE_DELAY_MS: z
    .string()
    .regex(/^\d{1,6}-\d{1,6}$/)
    .transform((text) => text.split('-').map(Number) as [number, number])
    .optional(),
  /** What the dice of the faults begin with. */
  SANDBOX_SEED: z.coerce.number().int().default(1),
  /** Where state is kept between two runs; nothing is when unset. */
  SANDBOX_STATE: z.string().optional(),
  PUBLIC_URL: z.string().optional(),
  PORT: z.coerce.number().int().default(8000),
})

/** What the sandbox is told by its environment. */
export type Environment = z.infer<typeof schema>

/**
 * Reads the environment once; an empty variable counts as unset.
 * @throws ZodError naming what does not fit
 */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): Environment {
  return schema.parse(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== '')))
}
