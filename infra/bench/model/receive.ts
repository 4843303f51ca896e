import { mergeThreads, step } from './ownership.ts'
import { settle } from './settle.ts'
import { takeOver } from './take-over.ts'
import { CUSTOMER, type Thread } from './things.ts'
import type { Event, World } from './world.ts'

const DEBOUNCE = { completeMs: 1_200, fragmentMs: 2_500, capMs: 6_000 }

/** A stored webhook event, acted upon. Safe to come twice and in any order. */
export function receive(w: World, event: Event): void {
  const thread = threadNamed(w, event)
  if (event.type === 'message') receiveBubble(w, thread, event)
  else if (event.type === 'own_send') receiveOwnSend(w, thread, event)
  else receiveFromMe(w, thread, event)
}

/** The thread of whoever bears these names; two of them become one here. */
function threadNamed(w: World, { type, names }: Event): Thread {
  const [thread, other] = w.live.filter((one) => names.some((name) => one.names.includes(name)))
  if (other) mergeThreads(w, thread!, other)
  if (type === 'message') thread!.jid = CUSTOMER[names.at(-1)!].jid
  return thread!
}

function receiveBubble(w: World, thread: Thread, { waId, text, at }: Event): void {
  if (w.known.has(waId)) return
  w.known.add(waId)
  const content = { kind: 'text' as const, text, at }
  const late = w.rules.isHistory(at, w.date)
  const isSettled = late && w.rules.isSettledLate(content, w.personWroteAt(thread))
  const hasInTime = w.openBubbles(thread).some((bubble) => !bubble.late)
  w.bubbles.push({
    ...content,
    id: waId,
    waId,
    media: null,
    deleted: false,
    late,
    createdAt: w.date,
    threadId: thread.id,
    revision: isSettled ? null : thread.turnRevision + 1,
    reactions: 0,
  })
  if (isSettled) return
  const smallTalk = !late && w.rules.smallTalk(text) !== null
  if (!late || thread.assigneeId !== null) step(w, thread, { type: 'customer_wrote', at: w.date, smallTalk })
  const { turnDueAt } = thread
  const due = late
    ? { words: '', dueAt: w.rules.lateDueAt({ turnDueAt, hasInTime, now: w.date }) }
    : { words: text, atLeastMs: w.rules.catchUpWait(at, w.date) }
  Object.assign(thread, w.rules.turnAfter(thread, { ...due, now: w.date, debounce: DEBOUNCE }))
  w.enqueue('compose', thread.id, 'dueAt' in due && due.dueAt ? +due.dueAt : w.now)
}

function receiveOwnSend(w: World, thread: Thread, { waId, text }: Event): void {
  const view = { known: w.known.has(waId), open: w.open(thread) }
  const judged = w.rules.judgeOwnSend(view, { kind: 'text', text })
  if (judged.is === 'ours') settle(w, judged.outbound.messageId, { kind: 'accepted', waId })
  if (judged.is === 'others') w.known.add(waId)
}

function receiveFromMe(w: World, thread: Thread, event: Event): void {
  const is = w.rules.judgeFromMe({ known: w.known.has(event.waId), open: w.open(thread) })
  const one = { ...event, kind: 'text' as const, late: w.rules.isHistory(event.at, w.date) }
  if (is === 'person') takeOver(w, thread, one)
  if (is === 'postponed' && !w.postponed.some(({ waId }) => waId === event.waId))
    w.postponed.push({ ...one, threadId: thread.id })
}
