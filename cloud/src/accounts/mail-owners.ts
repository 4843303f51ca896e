import { queueMail, type Recipient } from '../mail/index.ts'
import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { memberById, ownersOf } from './member.repo.ts'
import { readTenant } from './tenant.repo.ts'

type Notice = {
  /** What it is about: the same key is never mailed twice to the same owner. */
  key: string
  template: Parameters<typeof queueMail>[1]['template']
  /** Beside the names of the company and of the owner. */
  facts: Record<string, string | number>
}

/** Mails every owner of the tenant, each in their language. Answers how many mails were not written before. */
export async function mailOwners(tx: TenantTx, { key, template, facts }: Notice): Promise<number> {
  const company = (await readTenant(tx))?.name ?? ''
  let written = 0
  for (const owner of await ownersOf(tx)) {
    const id = await queueMail(tx, {
      key: `${key}:${owner.id}`,
      template,
      to: owner.email,
      member: owner.id,
      language: owner.language,
      facts: { company, name: owner.name, ...facts },
    })
    if (id) written += 1
  }
  return written
}

/** Whom a mail to a member goes to when it leaves. */
export function mailRecipient(db: Database) {
  return async (tenantId: string, memberId: string): Promise<Recipient | null> => {
    const member = await db.tenant(tenantId, (tx) => memberById(tx, memberId))
    return member && { email: member.email, isOwner: member.role === 'owner', language: member.language }
  }
}
