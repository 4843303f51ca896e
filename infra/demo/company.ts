import { readFile } from 'node:fs/promises'
import { createTenant, type NewTenant } from '../../cloud/src/accounts/index.ts'
import type { House } from '../../cloud/src/house.ts'
import { ensureInstance } from '../../cloud/src/whatsapp/index.ts'

/**
 * Makes a company that knows the bakery's text and whose number the sandbox's phone has paired. Safe to repeat.
 * @returns the tenant's id
 */
export async function openCompany(
  house: House,
  { company, webhookUrl, sandbox }: { company: NewTenant; webhookUrl: string; sandbox: string },
): Promise<string> {
  const { tenantId } = await createTenant(house.db, company)
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
  const instance = { tenantId, webhookUrl }
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
  return tenantId
}
