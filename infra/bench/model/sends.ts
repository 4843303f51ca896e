import type { Learnt } from '../../../cloud/src/conversations/after-send.ts'
import type { ClaimScope } from '../../../cloud/src/conversations/live-claims.ts'
import { rest, settle } from './settle.ts'
import { Broken, CUSTOMER, type Row, type Thread } from './things.ts'
import type { Process, World } from './world.ts'

/** A run of a job: between two yields lies one transaction or one call; at each yield the process may die. */
export type Run = Generator<void, void>

/** Puts a message into a thread and into its queue, claimed at once where that is allowed. */
export function queue(
  w: World,
  thread: Thread,
  message: { text: string; epoch: number | null; claimFor?: Process },
): Row {
  const claims = message.claimFor !== undefined && w.rules.isQueueFree(w.open(thread))
  const row: Row = {
    messageId: w.id('m'),
    conversationId: thread.id,
    epoch: message.epoch,
    kind: 'text',
    body: message.text,
    state: 'queued',
    attempts: 0,
    claimedBy: null,
    claimedAt: null,
    notBefore: w.date,
    createdAt: w.date,
    traceId: 't',
    paced: true,
    forTurn: null,
    position: w.rows.length,
    overtaken: false,
    voided: false,
    mayTrail: false,
    shown: 0,
  }
  w.rows.push(row)
  if (claims) claim(w, row, message.claimFor!)
  return row
}

function claim(w: World, row: Row, process: Process): void {
  if (row.overtaken) throw new Broken('the bot claimed a message after a person had taken the word')
  const thread = w.thread(row.conversationId)
  if (w.open(thread).some((other) => ['claimed', 'ambiguous'].includes(other.state)))
    throw new Broken('two sends in flight')
  Object.assign(row, {
    state: 'claimed',
    claimedBy: process.number,
    claimedAt: w.date,
    attempts: row.attempts + 1,
  })
}

/** The dispatcher: sends a thread's queue until nothing is due, then says when to come back. */
export function* dispatch(w: World, process: Process, threadId: string): Run {
  const own = process.claims.scope()
  try {
    for (;;) {
      const thread = w.thread(threadId)
      const open = w.open(thread)
      const alive = new Set(w.processes.map(({ number }) => number))
      const next = w.rules.nextSend({
        open,
        epoch: thread.epoch,
        turnRevision: thread.turnRevision,
        botMay: null,
        now: w.date,
        isWorkedOn: (row) =>
          row.claimedBy === process.number ? process.claims.has(row as Row) : alive.has(row.claimedBy!),
      })
      if (next.do === 'nothing') return
      if (next.do === 'wait') {
        yield
        return w.enqueue('dispatch', threadId, next.until.getTime())
      }
      const row = open.find(({ messageId }) => messageId === next.outbound.messageId)!
      if (next.do === 'cancel') rest(row, { state: 'cancelled', status: 'cancelled' })
      if (next.do === 'claim') {
        claim(w, row, process)
        // Before the claim is committed: nobody sees one that is not live.
        own.add(row)
        yield
        yield* send(w, row, thread.jid)
      }
      own.release()
      if (next.do === 'ask') yield* ask(w, row, thread)
      yield
    }
  } finally {
    own.release()
  }
}

/** Sends what a turn's commit claimed; the claim is released when the send is over. */
export function* sendClaimed(w: World, row: Row, to: string, claims: ClaimScope): Run {
  try {
    yield
    yield* send(w, row, to)
  } finally {
    claims.release()
  }
}

/** Hands a claimed message to WhatsApp and settles what it answered. */
function* send(w: World, row: Row, to: string): Run {
  const { attempts, messageId } = row
  const learnt = handOver(w, row, to)
  yield
  settle(w, messageId, learnt, attempts)
  // Others see how it ended before this run goes on.
  yield
}

function handOver(w: World, row: Row, to: string): Learnt {
  switch (w.is('whatsapp troubled') ? 4 + w.choose(3) : w.choose(8)) {
    case 4:
      w.show(row, to)
      return { kind: 'unclear', failure: 'timeout' }
    case 5:
      w.late.push({ row, to })
      return { kind: 'unclear', failure: 'timeout' }
    case 6:
      return { kind: 'not_sent', failure: 'refused' }
    case 7:
      return { kind: 'refused', failure: 'invalid' }
    default:
      return { kind: 'accepted', waId: w.show(row, to) }
  }
}

function* ask(w: World, row: Row, thread: Thread): Run {
  const { attempts, messageId } = row
  const since = w.rules.askedSince(row)
  const addresses = w.rules.addressesOf(
    thread.jid,
    thread.names.map((name) => CUSTOMER[name].identity),
  )
  yield
  const answered = w.choose(4) !== 3
  const records = w.sent.filter(({ at, to }) => at >= since && addresses.includes(to))
  yield
  const learnt: Learnt = answered
    ? w.rules.learntFrom(row, records, w.known)
    : { kind: 'unasked', failure: 'down' }
  yield
  settle(w, messageId, learnt, attempts)
}

/** Rows of a dead or lost job that are past due are put to work again. */
export function sweep(w: World): void {
  const before = w.rules.overdueBefore(w.date)
  for (const thread of w.threads)
    if (w.rules.isTurnOverdue(thread, before)) w.enqueue('compose', thread.id, w.now)
  for (const row of w.rows)
    if (w.rules.isSendOverdue(row, before)) w.enqueue('dispatch', row.conversationId, w.now)
}
