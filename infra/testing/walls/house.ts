import { createHash, randomBytes } from 'node:crypto'
import { createTenant } from '../../../cloud/src/accounts/index.ts'
import type { House } from '../../../cloud/src/house.ts'
import type { Database } from '../../../cloud/src/platform/database.ts'
import { uuidv7 } from '../../../cloud/src/platform/uuid.ts'
import { fillOffice } from './office.ts'

export const PASSWORD = 'a-long-password'

/** A company with people and one of everything a route may be asked for. */
export type Company = {
  tenantId: string
  owner: string
  attendant: string
  /** An owner who must change the password first. */
  newcomer: string
  /** One id of each kind, by the name a route's parameter goes by or by the first word of its path. */
  ids: Record<string, string>
  canary: string
  /** Of its WhatsApp instance. */
  secret: string
}

export async function makeCompany(house: House, slug: string): Promise<Company> {
  const { db } = house
  const person = (name: string, mustChange = false) => ({
    email: `${name}@${slug}.example`,
    name,
    password: PASSWORD,
    mustChange,
  })
  const { tenantId } = await createTenant(db, {
    name: `Empresa ${slug}`,
    slug,
    owner: person('owner'),
    attendants: [person('attendant'), person('newcomer', true)],
  })
  const canary = `CANARY-${slug}-${randomBytes(6).toString('hex')}`
  const secret = randomBytes(24).toString('base64url')
  const ids = await fill(db, tenantId, canary, secret)
  const sign = async (name: string) => {
    const answer = await house.web.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      payload: { email: `${name}@${slug}.example`, password: PASSWORD, client: 'desktop' },
    })
    return (answer.json() as { accessToken: string }).accessToken
  }
  const owner = await sign('owner')
  const { family } = JSON.parse(Buffer.from(owner.split('.')[1]!, 'base64url').toString()) as {
    family: string
  }
  return {
    tenantId,
    owner,
    attendant: await sign('attendant'),
    newcomer: await sign('newcomer'),
    ids: { ...ids, sessions: family },
    canary,
    secret,
  }
}

async function fill(db: Database, tenantId: string, canary: string, secret: string) {
  const [instance, contact, conversation, message, receipt, exported, certificate] = Array.from(
    { length: 7 },
    () => uuidv7(),
  )
  const office = await db.tenant(tenantId, async (tx) => {
    const at = tx.now
    const insert = (table: string, row: Record<string, unknown>) => {
      const entries = Object.entries({ tenant_id: tenantId, ...row })
      return tx.query(
        `insert into ${table} (${entries.map(([name]) => name).join(', ')}) values (${entries.map((_, i) => `$${i + 1}`).join(', ')})`,
        entries.map(([, value]) => value),
      )
    }
    const [member] = await tx.query<{ id: string }>(
      `select id from member where tenant_id = $1 and role = 'owner'`,
      [tenantId],
    )
    await insert('instance', {
      id: instance,
      name: `n-${tenantId.slice(-8)}`,
      status: 'connected',
      secret_hash: createHash('sha256').update(secret).digest(),
      created_at: at,
      status_at: at,
    })
    const phone = `55119${String(Date.now()).slice(-8)}`
    await insert('contact', {
      id: contact,
      name: canary,
      phone,
      last_jid: `${phone}@s.whatsapp.net`,
      created_at: at,
    })
    await insert('contact_identity', { identity: `phone:${phone}`, contact_id: contact })
    await insert('conversation', {
      id: conversation,
      contact_id: contact,
      instance_id: instance,
      created_at: at,
      updated_at: at,
    })
    await insert('receipt', {
      id: receipt,
      conversation_id: conversation,
      turn_revision: 1,
      decision: 'reply',
      question: canary,
      trace_id: 't',
      created_at: at,
    })
    await insert('message', {
      id: message,
      conversation_id: conversation,
      direction: 'out',
      author: 'ai',
      kind: 'text',
      content: canary,
      status: 'failed',
      at,
      created_at: at,
      receipt_id: receipt,
    })
    await insert('outbound', {
      message_id: message,
      conversation_id: conversation,
      body: canary,
      state: 'failed',
      not_before: at,
      trace_id: 't',
      created_at: at,
    })
    await insert('media', {
      message_id: message,
      state: 'ready',
      storage_key: `${tenantId}/${message}`,
      created_at: at,
      updated_at: at,
    })
    await insert('raw_event', {
      instance_id: instance,
      event: 'messages.upsert',
      dedupe_key: canary,
      body: JSON.stringify({ canary }),
      trace_id: 't',
      received_at: at,
    })
    await insert('draft', { conversation_id: conversation, turn_revision: 1, outcome: '{}', created_at: at })
    await insert('privacy_export', {
      id: exported,
      status: 'ready',
      requested_by: member!.id,
      requested_at: at,
      expires_at: new Date(at.getTime() + 1e9),
    })
    await insert('erasure_certificate', {
      id: certificate,
      contact_id: uuidv7(),
      status: 'erased',
      requested_by: member!.id,
      requested_at: at,
    })
    tx.announce({ type: 'settings.changed' })
    await tx.enqueue('retain', { tenantId })
    // The office holds revision 1: what is published next counts on from it.
    await tx.query('update knowledge set last_number = 1 where tenant_id = $1', [tenantId])
    return fillOffice(insert, { at, member: member!.id, canary })
  })
  return {
    ...office,
    conversations: conversation!,
    contacts: contact!,
    receipts: receipt!,
    messageId: message!,
    exports: exported!,
    certificates: certificate!,
  }
}

/** Everything a company has, as one number, to see whether anything changed. */
export async function fingerprint(house: Pick<House, 'db'>, { tenantId }: Company): Promise<string> {
  return house.db.tenant(tenantId, async (tx) => {
    const tables = await tx.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
       where n.nspname = 'public' and c.relkind = 'r' and has_table_privilege(c.oid, 'select') order by 1`,
    )
    const hash = createHash('sha256')
    for (const { name } of tables) {
      const rows = await tx.query<{ row: string }>(`select t::text as row from ${name} t order by 1`)
      hash.update(`${name}\n${rows.map(({ row }) => row).join('\n')}\n`)
    }
    return hash.digest('hex')
  })
}
