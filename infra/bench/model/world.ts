import type { ClaimScope } from '../../../cloud/src/conversations/live-claims.ts'
import { isUnsettled } from '../../../cloud/src/conversations/send-states.ts'
import type { Rules } from './rules.ts'
import {
  Broken,
  type Bubble,
  CUSTOMER,
  type Name,
  type Row,
  type Thread,
  threadOf,
  type Words,
} from './things.ts'

type Task = 'compose' | 'dispatch'
export type Job = {
  task: Task
  threadId: string
  runAt: number
  process: Process | null
  /** Its key was replaced while it ran: it comes no more, however it ends. */
  lastTry: boolean
}
export type Process = { number: number; claims: { scope(): ClaimScope; has(row: Row): boolean } }
export type Event = {
  type: 'message' | 'from_me' | 'own_send'
  waId: string
  text: string
  at: Date
  /** The names it comes under: one of them, or both. */
  names: Name[]
}

/**
 * What an interleaving leaves out or has much of. Each is of some of these moods, drawn first: without them everything
 * happens a little in all of them, and what takes much of one thing is met too seldom.
 */
const MOODS = [
  'one name only',
  'nobody at the console',
  'nobody at the phone',
  'nothing crashes',
  'nothing breaks',
  'nothing is swept',
  'whatsapp troubled',
  'slow customer',
] as const
export type Mood = (typeof MOODS)[number]

/**
 * A customer's threads as the database, the queue, two worker processes and WhatsApp hold them. Nothing in it waits: time
 * is a number that steps turn, and whatever calls its methods without a `yield` between is one transaction.
 */
export class World {
  now = Date.UTC(2026, 10, 24, 12)
  /** The one known by phone and, younger, the one known by a LID; until an event names both. */
  threads: Thread[] = [threadOf('phone'), threadOf('lid')]
  bubbles: Bubble[] = []
  rows: Row[] = []
  words: Words[] = []
  drafts = new Map<string, { revision: number; outcome: string }>()
  postponed: (Event & { kind: 'text'; threadId: string; late: boolean })[] = []
  jobs: Job[] = []
  processes: Process[] = []
  /** What somebody typed on the company's phone. */
  phoneWrote = new Set<string>()
  /** WhatsApp ids that belong to messages we know. */
  known = new Set<string>()
  webhooks: Event[] = []
  /** What WhatsApp shows of ours, and the address it went to: what a question about a send finds. */
  sent: { waId: string; kind: 'text'; text: string; at: Date; to: string }[] = []
  /** Requests that Evolution will accept although their caller has given them up. */
  late: { row: Row; to: string }[] = []
  private ids = 0
  private numbers = 0

  readonly rules: Rules
  /** The next decision of chance, from 0 to below `count`. */
  readonly choose: (count: number) => number

  private readonly mood: number

  constructor(rules: Rules, choose: (count: number) => number) {
    this.rules = rules
    this.choose = choose
    this.mood = choose(2 ** MOODS.length)
    this.processes = [this.process(), this.process()]
  }

  /** Whether the interleaving is of that mood. */
  is(mood: Mood): boolean {
    return (this.mood & (1 << MOODS.indexOf(mood))) > 0
  }

  get date(): Date {
    return new Date(this.now)
  }

  id(prefix: string): string {
    return `${prefix}${++this.ids}`
  }

  /** The thread of that id, or the one it was merged into. */
  thread(id: string): Thread {
    const thread = this.threads.find((one) => one.id === id)!
    return thread.mergedInto ? this.thread(thread.mergedInto) : thread
  }

  get live(): Thread[] {
    return this.threads.filter(({ mergedInto }) => mergedInto === null)
  }

  /** The bubbles of a thread that wait for a reaction. */
  openBubbles(thread: Thread): Bubble[] {
    return this.bubbles.filter(
      ({ threadId, revision }) =>
        threadId === thread.id && revision !== null && revision > thread.answeredRevision,
    )
  }

  /** When a person last wrote in a thread. */
  personWroteAt(thread: Thread): Date | null {
    return newest(this.words.filter(({ threadId }) => threadId === thread.id))
  }

  /** When the customer last asked anything in it: what opened a turn. */
  askedAt(thread: Thread): Date | null {
    return newest(
      this.bubbles.filter(({ threadId, revision }) => threadId === thread.id && revision !== null),
    )
  }

  /** What of a thread, and of those merged into it, is not settled, in the order it was queued. */
  open(thread: Thread): Row[] {
    const lines = this.threads.filter(({ id, mergedInto }) => id === thread.id || mergedInto === thread.id)
    return this.rows.filter(
      (row) =>
        (row.state === 'queued' || isUnsettled(row)) && lines.some(({ id }) => id === row.conversationId),
    )
  }

  private process(): Process {
    return { number: ++this.numbers, claims: this.rules.createLiveClaims() }
  }

  /** `kill -9` and a restart: another number, no claim of its own. What it had claimed is told by the lock it no longer holds. */
  replace(dead: Process): void {
    this.processes = this.processes.map((one) => (one === dead ? this.process() : one))
    for (const job of this.jobs) if (job.process === dead) this.release(job, 5_000)
  }

  /** A job whose run ended badly comes again, unless its key was replaced meanwhile: then that was its last try. */
  release(job: Job, afterMs: number): void {
    if (job.lastTry) this.jobs = this.jobs.filter((one) => one !== job)
    else Object.assign(job, { process: null, runAt: this.now + afterMs })
  }

  enqueue(task: Task, threadId: string, runAt: number): void {
    const known = this.jobs.find((job) => job.task === task && job.threadId === threadId && !job.lastTry)
    if (known && !known.process) {
      known.runAt = runAt
      return
    }
    // https://worker.graphile.org/docs/job-key: a locked job loses its key and its further tries.
    if (known) Object.assign(known, { lastTry: true })
    this.jobs.push({ task, threadId, runAt, process: null, lastTry: false })
  }

  /** The customer's phone shows one of our messages. */
  show(row: Row, to: string): string {
    row.shown += 1
    if (row.shown > 1) throw new Broken('the customer got one message twice')
    const thread = this.thread(row.conversationId)
    if (row.position < thread.highestShown && !row.mayTrail) throw new Broken('messages out of order')
    thread.highestShown = Math.max(thread.highestShown, row.position)
    const waId = this.id('w')
    const shown = { text: row.body, at: this.date }
    this.sent.push({ waId, kind: 'text', to, ...shown })
    // Evolution tells of it twice: as a message of the company, sometimes under another id, and as its own send.
    const names: Name[] = [to === CUSTOMER.lid.jid ? 'lid' : 'phone']
    const echo = this.choose(8) === 7 ? this.id('w') : waId
    this.webhooks.push({ type: 'from_me', waId: echo, names, ...shown })
    this.webhooks.push({ type: 'own_send', waId, names, ...shown })
    return waId
  }
}

function newest(from: { at: Date }[]): Date | null {
  return from.length > 0 ? new Date(Math.max(...from.map(({ at }) => +at))) : null
}
