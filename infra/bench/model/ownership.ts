import type { BotWords } from '../../../cloud/src/conversations/bot-words.ts'
import type { Ownership, OwnershipEvent } from '../../../cloud/src/conversations/ownership.ts'
import { Broken, type Thread } from './things.ts'
import type { World } from './world.ts'

/** One step of the state machine on a thread. */
export function step(w: World, thread: Thread, event: OwnershipEvent): void {
  const before = w.rules.ownershipOf(thread)
  const after = w.rules.next(before, event)
  if (after === before) return
  const takesWord = event.type === 'human_wrote' || event.type === 'claimed'
  become(w, thread, after, {
    takesWord,
    voids: event.type !== 'handed_off' && event.type !== 'customer_wrote',
  })
}

/**
 * A thread belongs to somebody else now.
 * @param truth what is true of people, whatever the deciders make of it: whether one took the word, or did what voids
 *   what the bot has queued
 */
export function become(
  w: World,
  thread: Thread,
  after: Ownership,
  truth: { takesWord: boolean; voids: boolean },
): void {
  const words = w.rules.botWordsAfter(w.rules.ownershipOf(thread), after)
  for (const row of w.open(thread)) {
    if (row.epoch === null) continue
    row.overtaken ||= truth.takesWord
    row.voided ||= truth.voids
  }
  save(w, thread, after, words)
}

function save(w: World, thread: Thread, after: Ownership, words: BotWords): void {
  applyBotWords(w, thread, after.epoch, words)
  Object.assign(thread, w.rules.ownershipOf(after))
}

function applyBotWords(w: World, thread: Thread, epoch: number, words: BotWords): void {
  if (words.do === 'stay') return
  for (const row of w.open(thread)) {
    if (row.epoch === null || !words.states.includes(row.state)) continue
    if (words.do === 'carry' && row.epoch === thread.epoch) row.epoch = epoch
    if (words.do === 'void' && row.epoch !== epoch) row.state = 'cancelled'
  }
}

/** Two threads turn out to be one person's. */
export function mergeThreads(w: World, kept: Thread, left: Thread): void {
  const plan = w.rules.planMerge(kept, left)
  const held = [kept, left].some(({ state, assigneeId }) => state === 'human_replied' || assigneeId !== null)
  const assignees = [kept, left].map(({ assigneeId }) => assigneeId).filter((id) => id !== null)
  for (const row of [...w.open(kept), ...w.open(left)]) {
    row.mayTrail = true
    if (held && row.epoch !== null) Object.assign(row, { overtaken: true, voided: true })
  }
  for (const bubble of w.bubbles.filter(({ threadId }) => threadId === left.id)) {
    const open = bubble.revision !== null && bubble.revision > left.answeredRevision
    const revision = open ? plan.turn.turnRevision : bubble.revision === null ? null : 0
    Object.assign(bubble, { threadId: kept.id, revision })
  }
  if (plan.botWords.do === 'carry')
    for (const thread of [left, kept]) applyBotWords(w, thread, plan.ownership.epoch, plan.botWords)
  const waiting = w.open(left).filter(({ state }) => state === 'queued')
  for (const row of w.rows)
    if (row.conversationId === left.id && ['queued', 'failed'].includes(row.state))
      row.conversationId = kept.id
  if (waiting.length > 0) w.enqueue('dispatch', kept.id, w.now)
  for (const one of w.words) if (one.threadId === left.id) one.threadId = kept.id
  for (const one of w.postponed) if (one.threadId === left.id) one.threadId = kept.id
  for (const { id } of [kept, left]) w.drafts.delete(id)
  Object.assign(left, {
    mergedInto: kept.id,
    state: 'ai_active',
    answeredRevision: left.turnRevision,
    waitingSince: null,
  })
  Object.assign(kept, plan.turn, {
    names: [...kept.names, ...left.names],
    highestShown: Math.max(kept.highestShown, left.highestShown),
  })
  save(w, kept, plan.ownership, plan.botWords.do === 'carry' ? { do: 'stay' } : plan.botWords)
  if (held && kept.state !== 'human_replied' && kept.assigneeId === null)
    throw new Broken('a merge forgets that a person has the word')
  if (assignees.length > 0 && !assignees.includes(kept.assigneeId ?? ''))
    throw new Broken('a merge forgets whose conversation it is')
  if (kept.turnRevision > kept.answeredRevision) w.enqueue('compose', kept.id, w.now)
}
