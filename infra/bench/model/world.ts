import type { Bubble, OutboundRow } from '../../../cloud/src/conversations/index.ts'
import {
  FIRST_OWNERSHIP,
  type Ownership,
  type OwnershipEvent,
} from '../../../cloud/src/conversations/ownership.ts'
import type { Rules } from './rules.ts'

/** An invariant does not hold. */
export class Broken extends Error {}

export type Row = OutboundRow & {
  position: number
  /** How often people had taken the word when the bot's message was queued. */
  bornAfter: number
  /** How often people had done anything that voids the bot's queued words. */
  bornUnder: number
  /** Was shown as held, or was put into the line again by hand: later messages may have overtaken it. */
  mayTrail: boolean
  shown: number
}

type Task = 'compose' | 'dispatch'
export type Job = { task: Task; key: string; runAt: number; process: Process | null; lastTry: boolean }
export type Process = { number: number; inHand: Set<string> }
export type Webhook =
  | { type: 'message'; waId: string; text: string; at: Date }
  | { type: 'from_me' | 'own_send'; waId: string; text: string; at: Date }

/**
 * One conversation as the database, the queue, two worker processes and WhatsApp hold it. Methods that change rows are
 * one transaction each. Nothing in it waits: time is a number that steps turn.
 */
export class World {
  now = Date.UTC(2026, 10, 24, 12)
  conversation: Ownership & {
    turnRevision: number
    answeredRevision: number
    openedAt: Date | null
    dueAt: Date | null
  } = {
    ...FIRST_OWNERSHIP,
    turnRevision: 0,
    answeredRevision: 0,
    openedAt: null,
    dueAt: null,
  }
  bubbles: (Bubble & { revision: number })[] = []
  known = new Set<string>()
  rows: Row[] = []
  draft: { revision: number; outcome: string } | null = null
  receipts = new Map<number, string>()
  postponed: { waId: string; text: string; at: Date }[] = []
  jobs: Job[] = []
  processes: Process[] = []
  webhooks: Webhook[] = []
  /** Requests that Evolution will accept although their caller has given them up. */
  late: Row[] = []
  /** How often people took the word. */
  humanWords = 0
  /** How often people did anything that voids what the bot had queued; its own call for a person does not. */
  voidings = 0
  phoneWrote = new Set<string>()
  private highestShown = -1
  private ids = 0
  private numbers = 0

  readonly rules: Rules
  /** The next decision of chance, from 0 to below `count`. */
  readonly choose: (count: number) => number

  constructor(rules: Rules, choose: (count: number) => number) {
    this.rules = rules
    this.choose = choose
    this.processes = [this.process(), this.process()]
  }

  get date(): Date {
    return new Date(this.now)
  }

  id(prefix: string): string {
    return `${prefix}${++this.ids}`
  }

  private process(): Process {
    return { number: ++this.numbers, inHand: new Set() }
  }

  /** `kill -9` and a restart: another number, nothing in hand. What it had in hand is told by the lock it no longer holds. */
  replace(dead: Process): void {
    this.processes = this.processes.map((one) => (one === dead ? this.process() : one))
    for (const job of this.jobs) if (job.process === dead) this.release(job, 5_000)
  }

  /** A job whose run ended badly comes again, unless its key was replaced meanwhile: then that was its last try. */
  release(job: Job, afterMs: number): void {
    if (job.lastTry) this.jobs = this.jobs.filter((one) => one !== job)
    else Object.assign(job, { process: null, runAt: this.now + afterMs })
  }

  enqueue(task: Task, runAt: number): void {
    const known = this.jobs.find((job) => job.key === task && !job.lastTry)
    if (known && !known.process) {
      known.runAt = runAt
      return
    }
    // https://worker.graphile.org/docs/job-key: a locked job loses its key and its further tries.
    if (known) Object.assign(known, { lastTry: true })
    this.jobs.push({ task, key: task, runAt, process: null, lastTry: false })
  }

  step(event: OwnershipEvent): void {
    const before = { ...this.conversation }
    const after = this.rules.ownership(this.conversation, event)
    if (after === this.conversation) return
    Object.assign(this.conversation, after)
    const spoke = event.type === 'human_wrote' || event.type === 'claimed'
    if (spoke) this.humanWords += 1
    if (after.epoch === before.epoch) return
    if (event.type === 'handed_off') {
      const carried = this.rules.carriesQueuedOnly
        ? this.rows.filter(({ state }) => state === 'queued')
        : this.open()
      for (const row of carried) if (row.epoch === before.epoch) row.epoch = after.epoch
      return
    }
    this.voidings += 1
    for (const row of this.rows)
      if (row.state === 'queued' && row.epoch !== null && row.epoch !== after.epoch) row.state = 'cancelled'
  }

  open(): Row[] {
    return this.rows.filter(({ state }) => ['queued', 'claimed', 'ambiguous', 'held'].includes(state))
  }

  queue(message: { text: string; epoch: number | null; claimFor?: Process }): Row {
    const claimed = message.claimFor !== undefined && this.open().length === 0
    const row: Row = {
      messageId: this.id('m'),
      conversationId: 'c',
      epoch: message.epoch,
      kind: 'text',
      body: message.text,
      state: 'queued',
      attempts: 0,
      claimedBy: null,
      claimedAt: null,
      notBefore: this.date,
      createdAt: this.date,
      traceId: 't',
      paced: true,
      forTurn: null,
      position: this.rows.length,
      bornAfter: this.humanWords,
      bornUnder: this.voidings,
      mayTrail: false,
      shown: 0,
    }
    this.rows.push(row)
    if (claimed) this.claim(row, message.claimFor!)
    return row
  }

  claim(row: Row, process: Process): void {
    if (row.epoch !== null && row.bornAfter !== this.humanWords)
      throw new Broken('the bot claimed a message after a person had taken the word')
    if (this.rows.some((other) => other !== row && ['claimed', 'ambiguous'].includes(other.state)))
      throw new Broken('two sends in flight')
    Object.assign(row, {
      state: 'claimed',
      claimedBy: process.number,
      claimedAt: this.date,
      attempts: row.attempts + 1,
    })
  }

  /** The customer's phone shows one of our messages. */
  show(row: Row): string {
    row.shown += 1
    if (row.shown > 1) throw new Broken('the customer got one message twice')
    if (row.position < this.highestShown && !row.mayTrail) throw new Broken('messages out of order')
    this.highestShown = Math.max(this.highestShown, row.position)
    const waId = this.id('w')
    this.sent.push({ waId, text: row.body, at: this.date })
    // Evolution tells of it twice: as a message of the company, sometimes under another id, and as its own send.
    const echo = this.choose(8) === 7 ? this.id('w') : waId
    this.webhooks.push({ type: 'from_me', waId: echo, text: row.body, at: this.date })
    this.webhooks.push({ type: 'own_send', waId, text: row.body, at: this.date })
    return waId
  }

  /** What `chat/findMessages` would show. */
  sent: { waId: string; text: string; at: Date }[] = []

  receipt(revision: number, decision: string): void {
    if (this.receipts.has(revision)) throw new Broken('two reactions to one turn')
    if (revision !== this.conversation.turnRevision) throw new Broken('a reaction to a turn that had changed')
    if (decision !== 'silence' && this.conversation.state !== 'ai_active')
      throw new Broken('the bot answers in a conversation that people hold')
    this.receipts.set(revision, decision)
    this.conversation.answeredRevision = this.conversation.turnRevision
    this.conversation.openedAt = null
    this.conversation.dueAt = null
    this.draft = null
  }
}
