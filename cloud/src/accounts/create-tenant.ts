import { DEFAULT_BOT_SETTINGS } from '@plantao/shared/bot-settings'
import type { Database } from '../platform/database.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { insertMember, type NewMember } from './member.repo.ts'
import { hashPassword } from './passwords.ts'
import { insertTenant, tenantBySlug } from './tenant.repo.ts'

export type NewPerson = { email: string; name: string; password: string; mustChange: boolean }

export type NewTenant = {
  name: string
  /** Unique; asking again for the same one changes nothing. */
  slug: string
  timeZone?: string
  subscription?: {
    state: 'trial' | 'active' | 'grace' | 'suspended' | 'cancelled'
    periodEndsAt: Date | null
    /** Answers a month above the plan's. */
    answersGranted?: number
  }
  owner: NewPerson
  attendants?: NewPerson[]
}

/**
 * Makes a tenant with everything it needs to work: counter, subscription (active), default bot settings, knowledge
 * pointer, people. Idempotent by slug. An e-mail that belongs to another tenant is a unique violation.
 * @returns the tenant's id, and whether it was made now
 */
export async function createTenant(
  db: Database,
  tenant: NewTenant,
): Promise<{ tenantId: string; created: boolean }> {
  const known = await tenantBySlug(db, tenant.slug)
  if (known) return { tenantId: known, created: false }
  const tenantId = uuidv7()
  const people = await peopleOf(tenant)
  try {
    await db.tenant(tenantId, async (tx) => {
      await insertTenant(tx, {
        name: tenant.name,
        slug: tenant.slug,
        timeZone: tenant.timeZone ?? 'America/Sao_Paulo',
        subscription: tenant.subscription ?? { state: 'active', periodEndsAt: null },
        settings: DEFAULT_BOT_SETTINGS,
      })
      for (const person of people) await insertMember(tx, person)
    })
    return { tenantId, created: true }
  } catch (error) {
    // Somebody else made it at the same instant.
    const other = await tenantBySlug(db, tenant.slug)
    if (other) return { tenantId: other, created: false }
    throw error
  }
}

function peopleOf({ owner, attendants = [] }: NewTenant): Promise<NewMember[]> {
  const all = [
    { ...owner, role: 'owner' as const },
    ...attendants.map((one) => ({ ...one, role: 'attendant' as const })),
  ]
  return Promise.all(
    all.map(async ({ password, mustChange, ...person }) => ({
      ...person,
      id: uuidv7(),
      passwordHash: await hashPassword(password),
      mustChangePassword: mustChange,
    })),
  )
}
