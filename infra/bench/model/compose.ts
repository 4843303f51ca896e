import { DEFAULT_BOT_SETTINGS } from '@plantao/shared/bot-settings'
import { QUIET_MS } from '../../../cloud/src/conversations/late-turn.ts'
import { step } from './ownership.ts'
import { dispatch, queue, type Run, sendClaimed } from './sends.ts'
import { Broken, type Bubble, type Thread } from './things.ts'
import type { Process, World } from './world.ts'

const SUBSCRIPTION = { state: 'active' as const, periodEndsAt: null, answers: 0, answersLimit: 1e9 }

/** What is older than this when it is read is history. Milliseconds. */
const LATE_MS = 3_600_000

/** Answers the open turn of a thread; a second run finds it answered and only looks after its send. */
export function* compose(w: World, process: Process, threadId: string): Run {
  const taken = { ...w.thread(threadId) }
  if (taken.turnRevision <= taken.answeredRevision) return yield* dispatch(w, process, threadId)
  const open = w.openBubbles(taken)
  const answeredAt = open.some(({ late }) => late) ? w.personWroteAt(taken) : null
  const turn = w.rules.withoutAnswered(open, answeredAt)
  const silenceNow = (conversation: Thread) =>
    w.rules.silenceReason({
      ...turn,
      subscription: SUBSCRIPTION,
      settings: DEFAULT_BOT_SETTINGS,
      state: conversation.state,
      conversation,
      now: w.date,
    })
  const draft = w.drafts.get(taken.id)
  const kept = draft?.revision === taken.turnRevision ? draft.outcome : null
  const silent = silenceNow(taken)
  if (!silent && turn.history === 'only') return reactToHistory(w, w.thread(taken.id), open)
  const forPerson = w.rules.isForPerson({ conversation: taken, ...turn })
  yield
  const drafted = () => (forPerson ? 'handoff' : ['reply', 'handoff', 'smalltalk'][w.choose(3)]!)
  const outcome = silent ? null : (kept ?? drafted())
  yield
  const thread = w.thread(taken.id)
  const next = w.rules.nextStep({
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
      return react(w, thread, open, 'silence')
    case 'begin_anew':
      return w.enqueue('compose', thread.id, w.now)
    case 'speak':
      return yield* speak(w, process, thread, { bubbles: open, outcome: outcome! })
  }
}

/** Nobody answers a turn of history; a person is called once no more of it comes. */
function reactToHistory(w: World, thread: Thread, bubbles: Bubble[]): void {
  const quietSince = w.now - QUIET_MS
  const late = w.bubbles.filter((bubble) => bubble.late && +bubble.createdAt > quietSince)
  const until =
    late.length === 0
      ? w.date
      : w.rules.quietAt({
          openedAt: thread.turnOpenedAt ?? w.date,
          lastLateAt: new Date(Math.max(...late.map(({ createdAt }) => +createdAt))),
        })
  if (until > w.date) {
    thread.turnDueAt = until
    w.enqueue('compose', thread.id, +until)
    return
  }
  react(w, thread, bubbles, 'silence')
  step(w, thread, { type: 'handed_off', at: w.date, reason: 'arrived_late', question: '?' })
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
  const claims = process.claims.scope()
  const row = queue(w, thread, { text: w.id('bot '), epoch: thread.epoch, claimFor: process })
  if (row.state === 'claimed') {
    claims.add(row)
    yield* sendClaimed(w, row, thread.jid, claims)
  }
  yield
  yield* dispatch(w, process, thread.id)
}

/** The receipt of a turn, which closes it. */
function react(w: World, thread: Thread, bubbles: Bubble[], decision: string): void {
  const calledForHistory = thread.handoffReason === 'arrived_late' && thread.assigneeId === null
  const held = thread.state === 'human_replied' || (thread.state === 'awaiting_human' && !calledForHistory)
  if (decision !== 'silence' && held) throw new Broken('the bot answers in a conversation that people hold')
  const answeredAt = w.personWroteAt(thread)
  const isOld = ({ at, createdAt }: Bubble) => +createdAt - +at > LATE_MS && !(answeredAt && at < answeredAt)
  if (decision === 'reply' && bubbles.some(isOld)) throw new Broken('the bot answers history')
  const open = w.openBubbles(thread)
  if (open.length !== bubbles.length || open.some((bubble) => !bubbles.includes(bubble)))
    throw new Broken('a reaction to a turn that had changed')
  for (const bubble of bubbles) bubble.reactions += 1
  thread.lastDecision = decision
  Object.assign(thread, { answeredRevision: thread.turnRevision, turnOpenedAt: null, turnDueAt: null })
  w.drafts.delete(thread.id)
}
