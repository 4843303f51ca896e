import { DEFAULT_BOT_SETTINGS } from '@plantao/shared/bot-settings'
import { step } from './ownership.ts'
import { dispatch, queue, type Run, sendClaimed } from './sends.ts'
import { Broken, type Bubble, type Thread } from './things.ts'
import type { Process, World } from './world.ts'

const SUBSCRIPTION = { state: 'active' as const, periodEndsAt: null, answers: 0, answersLimit: 1e9 }

/** Answers the open turn of a thread; a second run finds it answered and only looks after its send. */
export function* compose(w: World, process: Process, threadId: string): Run {
  const taken = { ...w.thread(threadId) }
  if (taken.turnRevision <= taken.answeredRevision) return yield* dispatch(w, process, threadId)
  const bubbles = w.openBubbles(taken)
  const silenceNow = ({ state }: Thread) =>
    w.rules.silenceReason({
      subscription: SUBSCRIPTION,
      settings: DEFAULT_BOT_SETTINGS,
      state,
      bubbles,
      now: w.date,
    })
  const draft = w.drafts.get(taken.id)
  const kept = draft?.revision === taken.turnRevision ? draft.outcome : null
  const silent = silenceNow(taken)
  yield
  const outcome = silent ? null : (kept ?? ['reply', 'handoff', 'smalltalk'][w.choose(3)]!)
  yield
  const thread = w.thread(taken.id)
  const next = w.rules.nextReaction({
    taken,
    conversation: thread,
    silence: silenceNow(thread),
    hasOutcome: outcome !== null,
    now: w.date,
  })
  switch (next.do) {
    case 'nothing':
      return
    case 'dispatch':
      return yield* dispatch(w, process, thread.id)
    case 'wait':
      if (next.keepsDraft) w.drafts.set(thread.id, { revision: thread.turnRevision, outcome: outcome! })
      return w.enqueue('compose', thread.id, +next.until)
    case 'silence':
      return react(w, thread, bubbles, 'silence')
    case 'begin_anew':
      return w.enqueue('compose', thread.id, w.now)
    case 'speak':
      return yield* speak(w, process, thread, { bubbles, outcome: outcome! })
  }
}

function* speak(
  w: World,
  process: Process,
  thread: Thread,
  { bubbles, outcome }: { bubbles: Bubble[]; outcome: string },
): Run {
  react(w, thread, bubbles, outcome)
  if (outcome === 'handoff')
    step(w, thread, { type: 'handed_off', at: w.date, reason: 'low_confidence', question: '?' })
  const hand = process.hands.hand()
  const row = queue(w, thread, { text: w.id('bot '), epoch: thread.epoch, claimFor: process })
  if (row.state === 'claimed') {
    hand.hold(row)
    yield* sendClaimed(w, row, thread.jid, hand)
  }
  yield
  yield* dispatch(w, process, thread.id)
}

/** The receipt of a turn, which closes it. */
function react(w: World, thread: Thread, bubbles: Bubble[], decision: string): void {
  if (decision !== 'silence' && thread.state !== 'ai_active')
    throw new Broken('the bot answers in a conversation that people hold')
  const open = w.openBubbles(thread)
  if (open.length !== bubbles.length || open.some((bubble) => !bubbles.includes(bubble)))
    throw new Broken('a reaction to a turn that had changed')
  for (const bubble of bubbles) bubble.reactions += 1
  thread.lastDecision = decision
  Object.assign(thread, { answeredRevision: thread.turnRevision, turnOpenedAt: null, turnDueAt: null })
  w.drafts.delete(thread.id)
}
