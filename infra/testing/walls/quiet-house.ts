import { buildHouse, type House } from '../../../cloud/src/house.ts'
import { readEnvironment } from '../../../cloud/src/platform/environment.ts'
import { suiteLog } from '../suite-log/suite-log.ts'

/** The whole house on a test's database, not listening and working off no jobs; vendors are out of reach. */
export function quietHouse(databaseUrl: string): Promise<House> {
  return buildHouse(
    {
      ...readEnvironment({
        DATABASE_URL: databaseUrl,
        PUBLIC_URL: 'http://127.0.0.1:9',
        EVOLUTION_API_URL: 'http://127.0.0.1:9',
        EVOLUTION_API_KEY: 'walls',
        OPENAI_BASE_URL: 'http://127.0.0.1:9',
        JWT_SECRET: 'walls-walls-walls-walls-walls-walls',
        STRIPE_SECRET_KEY: 'sk_test_walls',
        STRIPE_WEBHOOK_SECRET: 'whsec_walls',
        STRIPE_API_URL: 'http://127.0.0.1:9',
        SMTP_URL: 'smtp://127.0.0.1:9',
        LOG_LEVEL: 'debug',
      }),
      services: new Set(['web' as const]),
    },
    suiteLog,
  )
}
