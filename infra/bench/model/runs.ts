import { DEFAULT_BOT_SETTINGS } from '@plantao/shared/bot-settings'
import { isSameSend } from '../../../cloud/src/conversations/from-me.ts'
import { type Learnt, settle } from './transactions.ts'
import type { Process, Row, World } from './world.ts'

/** A run of a job: between two yields lies one transaction or one call; at each yield the process may die. */
export type Run = Generator<void, void>

const SUBSCRIPTION = { state: 'active' as const, periodEndsAt: null, answers: 0, answersLimit: 1e9 }
/** A clock may differ a little between Evolution and us. */
const ASK_MARGIN_MS = 3_000

/** The dispatcher: works off the line until nothing is due, then says when to come back. */
export function* dispatch(w: World, process: Process): Run {
  for (;;) {
    const open = w.open()
    const alive = new Set(w.processes.map(({ number }) => number))
    const step = w.rules.nextSend({
      open,
      epoch: w.conversation.epoch,
      turnRevision: w.conversation.turnRevision,
      botMay: null,
      now: w.date,
      isInHand: ({ claimedBy, messageId }) =>
        claimedBy === process.number ? process.inHand.has(messageId) : alive.has(claimedBy!),
    })
    if (step.do === 'nothing') return
    if (step.do === 'wait') {
      yield
      return w.enqueue('dispatch', step.until.getTime())
    }
    const row = open.find(({ messageId }) => messageId === step.outbound.messageId)!
    if (step.do === 'cancel') row.state = 'cancelled'
    if (step.do === 'claim') {
      w.claim(row, process)
      // In hand before the claim is committed: nobody sees one that is not.
      yield* send(w, process, row)
    }
    if (step.do === 'ask') yield* ask(w, row)
    yield
  }
}

/** Hands a claimed message to WhatsApp and settles what it answered. */
function* send(w: World, process: Process, row: Row): Run {
  const claim = row.attempts
  if (w.rules.holdsAfterCommit) yield
  process.inHand.add(row.messageId)
  try {
    yield
    const learnt = handOver(w, row)
    yield
    settle(w, row, learnt, claim)
  } finally {
    process.inHand.delete(row.messageId)
  }
}

function handOver(w: World, row: Row): Learnt {
  switch (w.choose(8)) {
    case 4:
      w.show(row)
      return { kind: 'unclear' }
    case 5:
      if (w.rules.acceptsLate) w.late.push(row)
      return { kind: 'unclear' }
    case 6:
      return { kind: 'not_sent' }
    case 7:
      return { kind: 'refused' }
    default:
      return { kind: 'accepted', waId: w.show(row) }
  }
}

function* ask(w: World, row: Row): Run {
  const claim = row.attempts
  const since = +(row.claimedAt ?? row.createdAt) - ASK_MARGIN_MS
  yield
  const answered = w.choose(4) !== 3
  const records = w.sent.filter(({ text, at }) => +at >= since && isSameSend(row, { kind: 'text', text }))
  yield
  const found = records.find(({ waId }) => !w.known.has(waId))
  const learnt: Learnt = answered
    ? found
      ? { kind: 'accepted', waId: found.waId }
      : { kind: 'absent' }
    : { kind: 'unasked' }
  yield
  settle(w, row, learnt, claim)
}

/** Answers the open turn; a second run finds it answered and only looks after its send. */
export function* compose(w: World, process: Process): Run {
  const { conversation } = w
  const view = () => ({
    subscription: SUBSCRIPTION,
    settings: DEFAULT_BOT_SETTINGS,
    state: conversation.state,
    bubbles: w.bubbles.filter(({ revision }) => revision > conversation.answeredRevision),
    now: w.date,
  })
  const revision = conversation.turnRevision
  if (revision <= conversation.answeredRevision) return yield* dispatch(w, process)
  const loaded = view()
  const silent = w.rules.silence(loaded)
  const kept = w.draft?.revision === revision ? w.draft.outcome : null
  yield
  const outcome = silent ? null : (kept ?? ['reply', 'handoff', 'smalltalk'][w.choose(3)]!)
  yield
  const changed = conversation.turnRevision !== revision && !w.rules.reactsToAnyRevision
  if (changed) return
  if (conversation.answeredRevision >= conversation.turnRevision) return yield* dispatch(w, process)
  const silence = w.rules.silence({ ...loaded, state: conversation.state, now: w.date })
  if (conversation.dueAt && w.now < +conversation.dueAt) {
    if (outcome && !silence) w.draft = { revision: conversation.turnRevision, outcome }
    return w.enqueue('compose', +conversation.dueAt)
  }
  if (silence) return w.receipt(revision, 'silence')
  if (!outcome) return w.enqueue('compose', w.now)
  w.receipt(revision, outcome)
  if (outcome === 'handoff')
    w.step({ type: 'handed_off', at: w.date, reason: 'low_confidence', question: '?' })
  const row = w.queue({ text: w.id('bot '), epoch: conversation.epoch, claimFor: process })
  if (row.state === 'claimed' && row.claimedBy === process.number) yield* send(w, process, row)
  yield
  yield* dispatch(w, process)
}
