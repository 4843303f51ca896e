import { randomBytes } from 'node:crypto'
import type { Database } from '../../../cloud/src/platform/database.ts'
import { uuidv7 } from '../../../cloud/src/platform/uuid.ts'

/** Ids of a tenant made for a test: one owner, one instance, one contact with a conversation the AI holds. */
export type TestTenant = {
  tenantId: string
  memberId: string
  instanceId: string
  contactId: string
  conversationId: string
  jid: string
}

/** Makes a tenant straight in the tables, for tests below the rooms that would make one. */
export async function makeTenant(db: Database, now = new Date()): Promise<TestTenant> {
  const [tenantId, memberId, instanceId] = [uuidv7(), uuidv7(), uuidv7()]
  const slug = `t-${randomBytes(5).toString('hex')}`
  await db.tenant(tenantId, async (tx) => {
    await tx.query('insert into tenant (tenant_id, name, slug, created_at) values ($1, $2, $3, $4)', [
      tenantId,
      slug,
      slug,
      now,
    ])
    await tx.query('insert into tenant_counter (tenant_id) values ($1)', [tenantId])
    await tx.query(
      `insert into subscription (tenant_id, state, answers_granted, updated_at) values ($1, 'active', 1000000, $2)`,
      [tenantId, now],
    )
    await tx.query(
      `insert into member (tenant_id, id, email, name, role, password_hash, created_at) values ($1, $2, $3, 'Ana', 'owner', 'x', $4)`,
      [tenantId, memberId, `${slug}@example.com`, now],
    )
    await tx.query(
      `insert into instance (tenant_id, id, name, status, secret_hash, created_at, status_at)
       values ($1, $2, $3, 'connected', $4, $5, $5)`,
      [tenantId, instanceId, slug, randomBytes(32), now],
    )
  })
  return { tenantId, memberId, instanceId, ...(await makeConversation(db, { tenantId, instanceId }, now)) }
}

/** One more contact with a conversation. */
export async function makeConversation(
  db: Database,
  { tenantId, instanceId }: { tenantId: string; instanceId: string },
  now = new Date(),
): Promise<Pick<TestTenant, 'contactId' | 'conversationId' | 'jid'>> {
  const [contactId, conversationId] = [uuidv7(), uuidv7()]
  const jid = `55119${Math.floor(Math.random() * 90_000_000 + 10_000_000)}@s.whatsapp.net`
  await db.tenant(tenantId, async (tx) => {
    await tx.query('insert into contact (tenant_id, id, last_jid, created_at) values ($1, $2, $3, $4)', [
      tenantId,
      contactId,
      jid,
      now,
    ])
    await tx.query(
      `insert into conversation (tenant_id, id, contact_id, instance_id, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)`,
      [tenantId, conversationId, contactId, instanceId, now],
    )
  })
  return { contactId, conversationId, jid }
}
