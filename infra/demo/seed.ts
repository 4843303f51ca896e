import { readFile } from 'node:fs/promises'
import { createTenant } from '../../cloud/src/accounts/index.ts'
import { buildHouse } from '../../cloud/src/house.ts'
import { readEnvironment } from '../../cloud/src/platform/environment.ts'
import { ensureInstance } from '../../cloud/src/whatsapp/index.ts'

/** The tenant that `npm start` brings along; its sign-ins are printed at every start. */
const PADARIA = {
  name: 'Padaria Pão Quente',
  slug: 'padaria',
  // Whoever tries the product out must not meet the end of a month's answers.
  subscription: { state: 'active' as const, periodEndsAt: null, answersGranted: 1_000_000 },
  owner: { email: 'dona@padaria.example', name: 'Renata Moura', password: 'padaria-demo', mustChange: false },
  attendants: [
    { email: 'atendente@padaria.example', name: 'Bia Lopes', password: 'padaria-demo', mustChange: false },
  ],
}

/** Address of the sandbox, whose phone scans the QR. */
const sandbox = process.argv[2]
if (!sandbox) throw new Error('seed.ts <address of the sandbox>')

// Started once by `npm start`, with the cloud's environment, before the cloud itself. Safe to repeat.
const environment = readEnvironment()
const house = await buildHouse({ ...environment, services: new Set() })
try {
  const { tenantId } = await createTenant(house.db, PADARIA)
  const text = await readFile(new URL('./padaria.txt', import.meta.url), 'utf8')
  const { revision } = await house.db.tenant(tenantId, async (tx) => {
    const [row] = await tx.query<{ revision: number }>(
      'select last_number as revision from knowledge where tenant_id = $1',
      [tenantId],
    )
    return row ?? { revision: 0 }
  })
  // An owner's own edit of the demo knowledge stays.
  if (revision === 0) await house.publisher.publish(tenantId, text, null)
  const instance = { tenantId, webhookUrl: environment.webhookUrl }
  const { status, name } = await ensureInstance(house.db, house.gateway, instance)
  if (status !== 'connected') {
    const paired = await fetch(`${sandbox}/phone/pair`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ instance: name }),
    })
    if (!paired.ok) throw new Error(`the sandbox did not pair: ${paired.status}`)
    await ensureInstance(house.db, house.gateway, instance)
  }
} finally {
  await house.stop()
}
process.exit(0)
