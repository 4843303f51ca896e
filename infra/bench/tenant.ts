import { createHash, randomBytes } from 'node:crypto'
import { createTenant } from '../../cloud/src/accounts/index.ts'
import { buildHouse } from '../../cloud/src/house.ts'
import { readEnvironment } from '../../cloud/src/platform/environment.ts'
import { uuidv7 } from '../../cloud/src/platform/uuid.ts'

const KNOWLEDGE = `HORÁRIOS
Abrimos de segunda a sábado das 8h às 18h.

PREÇOS
O corte custa R$ 50,00.`

export const OWNER = { email: 'dona@bench.example', password: 'bench-bench' }

/** The question every message of a benchmark asks; the knowledge answers it. */
export const QUESTION = 'qual o horário de funcionamento?'

/**
 * Makes a tenant with a little knowledge, no debounce and a connected instance.
 * @returns its id, and the secret its webhook takes
 */
export async function benchTenant(
  env: Record<string, string>,
  { knowledge = true, slug = 'bench' } = {},
): Promise<{ tenantId: string; secret: string }> {
  const house = await buildHouse({ ...readEnvironment(env), services: new Set() })
  const secret = randomBytes(24).toString('base64url')
  try {
    const { tenantId } = await createTenant(house.db, {
      name: 'Bancada',
      slug,
      subscription: { state: 'active', periodEndsAt: null, answersGranted: 1_000_000_000 },
      owner: {
        ...OWNER,
        ...(slug === 'bench' ? {} : { email: `dona@${slug}.example` }),
        name: 'Dona',
        mustChange: false,
      },
    })
    if (knowledge) await house.publisher.publish(tenantId, KNOWLEDGE, null)
    await house.db.tenant(tenantId, async (tx) => {
      await tx.query(
        `update bot_settings set settings = jsonb_set(jsonb_set(settings, '{debounce}',
           '{"completeMs": 0, "fragmentMs": 0, "capMs": 0}'), '{threshold}', '0.05') where tenant_id = $1`,
        [tenantId],
      )
      await tx.query(
        `insert into instance (tenant_id, id, name, status, secret_hash, created_at, status_at)
         values ($1, $2, $5, 'connected', $3, $4, $4)`,
        [tenantId, uuidv7(), createHash('sha256').update(secret).digest(), tx.now, slug],
      )
    })
    return { tenantId, secret }
  } finally {
    await house.stop()
  }
}
