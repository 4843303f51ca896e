import type { TenantTx } from '../platform/tenant-tx.ts'
import { uuidv7 } from '../platform/uuid.ts'
import {
  carryMessages,
  carryReceipts,
  copyContact,
  copyThread,
  followMessages,
  leaveAnswers,
  wroteAfter,
} from './later-words.repo.ts'
import { isTurnOpen } from './turn-state.ts'
import { moveUnresolved } from './unresolved.repo.ts'
import { wakeCompose } from './wake-compose.ts'
import { wakeDispatch } from './wake-dispatch.ts'

/** What is begun anew: whose it was, up to when they are erased, and the names that go along. */
type Later = {
  contactId: string
  /** Their threads, those merged into another included. */
  threads: string[]
  names: string[]
  until: Date
  traceId: string
}

/**
 * Gives what was said later, with its files, sends and decisions, to a new contact and thread, as if the person had been
 * erased at that instant already. Who holds the thread goes on holding it; what the call for a person was about is not taken
 * along, as it may quote what was said before. Only for a thread marked as being erased.
 * @returns the new thread; null when neither the person nor anybody of the company said anything later
 */
export async function carryLaterWords(
  tx: TenantTx,
  { contactId, threads, names, until, traceId }: Later,
): Promise<string | null> {
  // What the bot alone said later, it said to words that go.
  const later = await wroteAfter(tx, threads, until)
  if (later.every(({ isBot }) => isBot)) return null
  const [newContact, thread] = [uuidv7(tx.now.getTime()), uuidv7(tx.now.getTime())]
  await copyContact(tx, contactId, { contactId: newContact, names })
  const old = await copyThread(tx, contactId, { contactId: newContact, thread, until })
  const ids = later.map(({ id }) => id)
  await carryMessages(tx, ids, thread)
  await moveUnresolved(tx, threads, thread, until)
  await carryReceipts(tx, old, thread, until)
  await leaveAnswers(tx, old, thread)
  await goOn(tx, thread, traceId)
  tx.announce({ type: 'conversation.changed', conversationId: thread })
  return thread
}

/** What waits for an answer or for its way out goes on in the new thread. */
async function goOn(tx: TenantTx, thread: string, traceId: string): Promise<void> {
  const turn = await followMessages(tx, thread)
  if (turn && isTurnOpen(turn)) await wakeCompose(tx, thread, traceId)
  if (turn?.isLineOpen) await wakeDispatch(tx, thread, traceId)
}
