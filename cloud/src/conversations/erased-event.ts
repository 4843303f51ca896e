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
import { isKept, isOurs } from './erased-event.repo.ts'

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
  // What was in flight at the erasure has an id that nobody knew then; the count must not take it for missed.
  if (about.what === 'own_send' && erasedAt) await buryMessages(tx, tombstones, about.waIds, erasedAt)
  return about.what === 'change' && !messageErased ? 'unless_early' : 'for_sure'
}

/** Its message stands in our records, or a send of ours to that person is on its way. */
async function isKnown(tx: TenantTx, { what, waIds, identities }: About): Promise<boolean> {
  if (what !== 'change' && what !== 'own_send') return false
  return isOurs(tx, waIds, what === 'own_send' ? identities : [])
}

/**
 * A send was settled in a thread that was erased meanwhile: nobody knew its id then, and WhatsApp lists it among what was
 * said later, as if somebody on the phone had written to a new acquaintance.
 */
export async function buryIfErased(
  tx: TenantTx,
  tombstones: Tombstones,
  messageId: string,
  waId: string,
): Promise<void> {
  if (!(await isKept(tx, messageId))) await buryMessages(tx, tombstones, [waId], tx.now)
}
