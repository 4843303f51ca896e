import type { TenantTx } from '../platform/tenant-tx.ts'
import {
  type About,
  buriedAmong,
  buryMessages,
  buryOtherNames,
  isErased,
  type OtherNames,
  type Tombstones,
} from '../whatsapp/index.ts'

/**
 * Whether an event belongs to somebody who was erased. `unless_early`: it changes a message nobody knows, which may still
 * come, should the person have begun anew. Null: it is to be acted upon.
 */
export async function erasedBy(
  tx: TenantTx,
  { tombstones, eraseFound }: OtherNames,
  about: About,
  traceId: string,
): Promise<'for_sure' | 'unless_early' | null> {
  let [buried] = await buriedAmong(tx, tombstones, [about])
  if (!buried?.messageErased && !buried?.erasedAt) return null
  const { erasedAt } = buried
  if (erasedAt && (await buryOtherNames(tx, { tombstones, eraseFound }, about, { erasedAt, traceId })))
    buried = (await buriedAmong(tx, tombstones, [about]))[0]!
  const { messageErased } = buried
  if (!isErased({ ...about, ...buried, isKnown: await isKnown(tx, about) })) return null
  // What was in the air at the erasure has an id that nobody knew then; the count must not take it for missed.
  if (about.what === 'own_send' && erasedAt) await buryMessages(tx, tombstones, about.waIds, erasedAt)
  return about.what === 'change' && !messageErased ? 'unless_early' : 'for_sure'
}

/** Its message stands in our records, or a send of ours to that person is on its way. */
async function isKnown(tx: TenantTx, { what, waIds, identities }: About): Promise<boolean> {
  if (what !== 'change' && what !== 'own_send') return false
  const [row] = await tx.query<{ known: boolean }>(
    `select exists (select from message where tenant_id = $1 and wa_id = any ($2)) or $3 and exists (
       select from contact_identity i
       join conversation v on v.tenant_id = i.tenant_id and v.contact_id = i.contact_id
       join outbound o on o.tenant_id = v.tenant_id and o.conversation_id = v.id
         and o.state in ('claimed', 'ambiguous', 'held')
       where i.tenant_id = $1 and i.identity = any ($4)) as known`,
    [tx.tenantId, waIds, what === 'own_send', identities],
  )
  return row?.known ?? false
}

/**
 * A send came to rest in a thread that was erased meanwhile: nobody knew its id then, and WhatsApp lists it among what was
 * said later, as if somebody on the phone had written to a new acquaintance.
 */
export async function buryIfErased(
  tx: TenantTx,
  tombstones: Tombstones,
  messageId: string,
  waId: string,
): Promise<void> {
  const kept = await tx.query(
    `select from message m join conversation v on v.tenant_id = m.tenant_id and v.id = m.conversation_id
     where m.tenant_id = $1 and m.id = $2 and not v.being_erased`,
    [tx.tenantId, messageId],
  )
  if (kept.length === 0) await buryMessages(tx, tombstones, [waId], tx.now)
}

/** Nothing of the event stays: not what came in, nor the tick that was put aside for its message. */
export async function forgetEvent(tx: TenantTx, rawEventId: number, { waIds }: About): Promise<void> {
  await tx.query('delete from raw_event where tenant_id = $1 and id = $2', [tx.tenantId, rawEventId])
  await tx.query('delete from early_ack where tenant_id = $1 and wa_id = any ($2)', [tx.tenantId, waIds])
}
