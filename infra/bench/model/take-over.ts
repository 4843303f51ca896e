import { isUnsettled } from '../../../cloud/src/conversations/send-states.ts'
import { become, step } from './ownership.ts'
import { Broken, type Thread } from './things.ts'
import type { Event, World } from './world.ts'

/** Somebody wrote on the company's phone: just now, or so long ago that it is history. */
export function takeOver(
  w: World,
  thread: Thread,
  { waId, at, text, late }: Event & { late: boolean },
): void {
  if (w.rows.some((row) => row.body === text && isUnsettled(row)))
    throw new Broken('the echo of a send in flight was taken for a person')
  w.known.add(waId)
  const askedAt = w.askedAt(thread)
  w.words.push({ threadId: thread.id, at, arrivedAt: w.date, late })
  const { lastHumanAt, epoch } = thread
  if (late) lookBack(w, thread, { at, askedAt })
  else step(w, thread, { type: 'human_wrote', at, memberId: null, arrivedAt: w.date })
  if (+(thread.lastHumanAt ?? 0) !== +(lastHumanAt ?? 0) && +thread.lastHumanAt! !== w.now)
    throw new Broken('the day until the hand-back is counted from before the words came')
  if (late && askedAt && at < askedAt && thread.epoch !== epoch)
    throw new Broken('words of before a question take the conversation')
}

function lookBack(w: World, thread: Thread, { at, askedAt }: { at: Date; askedAt: Date | null }): void {
  const before = w.rules.ownershipOf(thread)
  const after = w.rules.afterEarlierWords(before, { at, arrivedAt: w.date, askedAt })
  if (after === before) return
  const changed = after.epoch !== before.epoch
  become(w, thread, after, { takesWord: changed && after.state === 'human_replied', voids: changed })
}
