import type { Language } from '@plantao/shared/accounts'
import { DEFAULT_BOT_SETTINGS } from '@plantao/shared/bot-settings'
import { fold } from '@plantao/shared/fold'
import { audit } from '../platform/audit.ts'
import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { insertMember } from './member.repo.ts'
import { NO_PASSWORD } from './passwords.ts'
import { insertTenant, readTenant } from './tenant.repo.ts'

export type Founding = {
  /** Fixed before anyone paid, so that a payment told twice founds one tenant. */
  tenantId: string
  name: string
  owner: { email: string; name: string; phone: string; language: Language }
  subscription: { state: 'trial' | 'active'; periodEndsAt: Date | null }
  /** What else must be true together with the new tenant. */
  alongside: (tx: TenantTx, memberId: string) => Promise<void>
}

/**
 * A tenant with its owner, who has no password yet: the welcome mail makes one. Nobody can sign in before that.
 * @returns `known` when it was founded before, `email_taken` when the e-mail is somebody's already; nothing changed then
 */
export async function foundTenant(
  db: Database,
  { tenantId, name, owner, subscription, alongside }: Founding,
): Promise<'founded' | 'known' | 'email_taken'> {
  const memberId = uuidv7()
  try {
    return await db.tenant(tenantId, async (tx) => {
      if (await readTenant(tx)) return 'known'
      await insertTenant(tx, {
        name,
        slug: slugOf(name, tenantId),
        timeZone: 'America/Sao_Paulo',
        subscription,
        settings: DEFAULT_BOT_SETTINGS,
      })
      await insertMember(tx, {
        ...owner,
        id: memberId,
        role: 'owner',
        passwordHash: NO_PASSWORD,
        mustChangePassword: true,
      })
      await audit(tx, null, 'tenant.founded', tenantId)
      await alongside(tx, memberId)
      return 'founded'
    })
  } catch (error) {
    const broken = error as { code?: string; constraint?: string }
    if (broken.code !== '23505') throw error
    if (broken.constraint === 'member_email') return 'email_taken'
    // The same payment, told by another event at the same instant.
    if (broken.constraint === 'tenant_pkey') return 'known'
    throw error
  }
}

/** `padaria-pao-quente-3f9a1c`: readable, and never two alike. */
export function slugOf(name: string, tenantId: string): string {
  const words = fold(name)
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join('-')
    .slice(0, 40)
  return `${words || 'empresa'}-${tenantId.slice(-6)}`
}
