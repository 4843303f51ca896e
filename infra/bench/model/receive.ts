import { isUnsettled } from '../../../cloud/src/conversations/send-states.ts'
import { mergeThreads, step } from './ownership.ts'
import { settle } from './settle.ts'
import { Broken, CUSTOMER, type Thread } from './things.ts'
import type { Event, World } from './world.ts'

const DEBOUNCE = { completeMs: 1_200, fragmentMs: 2_500, capMs: 6_000 }

/** A stored webhook event, acted upon. Safe to come twice and in any order. */
export function receive(w: World, event: Event) {
  const thread = threadNamed(w, event)
  if (event.type === 'message') return receiveBubble(w, thread, event)
  const view = { known: w.known.has(event.waId), open: w.open(thread) }
  if (event.type === 'own_send') {
    const judged = w.rules.judgeOwnSend(view, { kind: 'text', text: event.text })
    if (judged.is === 'ours') settle(w, judged.outbound.messageId, { kind: 'accepted', waId: event.waId })
    if (judged.is === 'others') w.known.add(event.waId)
    return
  }
  const is = w.rules.judgeFromMe(view)
  if (is === 'person') takeOver(w, thread, event)
  if (is === 'postponed' && !w.postponed.some(({ waId }) => waId === event.waId))
    w.postponed.push({ ...event, kind: 'text', threadId: thread.id })
}

/** The thread of whoever bears these names; two of them become one here. */
function threadNamed(w: World, { type, names }: Event): Thread {
  const [thread, other] = w.live.filter((one) => names.some((name) => one.names.includes(name)))
  if (other) mergeThreads(w, thread!, other)
  if (type === 'message') thread!.jid = CUSTOMER[names.at(-1)!].jid
  return thread!
}

function receiveBubble(w: World, thread: Thread, { waId, text, at }: Event) {
  if (w.known.has(waId)) return
  w.known.add(waId)
  const revision = thread.turnRevision + 1
  const content = { kind: 'text' as const, text, media: null, deleted: false }
  w.bubbles.push({
    id: waId,
    waId,
    ...content,
    at,
    createdAt: w.date,
    threadId: thread.id,
    revision,
    reactions: 0,
  })
  step(w, thread, { type: 'customer_wrote', at: w.date, smallTalk: w.rules.smallTalk(text) !== null })
  Object.assign(thread, w.rules.turnAfter(thread, { words: text, now: w.date, debounce: DEBOUNCE }))
  w.enqueue('compose', thread.id, w.now)
}

export function takeOver(
  w: World,
  thread: Thread,
  { waId, at, text }: { waId: string; at: Date; text: string },
) {
  if (w.rows.some((row) => row.body === text && isUnsettled(row)))
    throw new Broken('the echo of a send in the air was taken for a person')
  w.known.add(waId)
  step(w, thread, { type: 'human_wrote', at, memberId: null })
}
