import { compose } from './compose.ts'
import { ACTS, MEMBERS, person, returnStale } from './people.ts'
import { receive } from './receive.ts'
import type { Rules } from './rules.ts'
import { dispatch, type Run, sweep } from './sends.ts'
import { Broken, type Name, type Thread } from './things.ts'
import { type Job, type Mood, type Process, World } from './world.ts'

const TEXTS = ['quanto custa o bolo?', 'oi', 'e o de', 'obrigado']
const HOURS = 3_600_000
const PAUSES = [100, 700, 1_300, 6_500, 31_000, 150_000, HOURS, 24 * HOURS + 1_000]
/** What an event may name the customer by; the last is the address it comes from. */
const NAMES: Name[][] = [
  ...Array.from({ length: 12 }, (): Name[] => ['phone']),
  ...Array.from({ length: 2 }, (): Name[] => ['lid']),
  ['phone', 'lid'],
  ['lid', 'phone'],
]

/** Which kinds of steps there are none of in which mood. */
const LEFT_OUT: { mood: Mood; kinds: number[] }[] = [
  { mood: 'nobody at the console', kinds: [17, 22] },
  { mood: 'nobody at the phone', kinds: [18] },
  { mood: 'nothing crashes', kinds: [19] },
  { mood: 'nothing breaks', kinds: [20] },
  { mood: 'nothing is swept', kinds: [21] },
  { mood: 'slow customer', kinds: [16] },
]

type Running = { job: Job; process: Process; run: Run }

/**
 * Plays one interleaving: each number chooses the next step of the customer, the people, WhatsApp, the clock, the
 * queue, a job's run or the reaper. Afterwards everything is let settle, a day passes, and the customer asks
 * again. Throws `Broken` when an invariant does not hold.
 * @param acceptsLate Evolution may accept a request after it was asked about it and said no
 */
export function walk(choices: ArrayLike<number>, rules: Rules, acceptsLate: boolean) {
  let at = 0
  const draw = (count: number) => (at < choices.length ? choices[at++]! % count : 0)
  const w = new World(rules, draw)
  let running: Running[] = []

  function start(job: Job, process: Process) {
    job.process = process
    const run = job.task === 'compose' ? compose : dispatch
    running.push({ job, process, run: run(w, process, job.threadId) })
  }
  function advance(one: Running) {
    if (!one.run.next().done) return
    running = running.filter((other) => other !== one)
    w.jobs = w.jobs.filter((job) => job !== one.job)
  }
  const due = () => w.jobs.filter((job) => !job.process && job.runAt <= w.now)
  const pick = <T>(from: readonly T[]): T => from[draw(from.length)]!
  function write(text: string, names: Name[]) {
    w.webhooks.push({ type: 'message', waId: w.id('w'), text, at: w.date, names })
  }
  function deliver(index: number, again: boolean) {
    const [event] = again ? [w.webhooks[index]!] : w.webhooks.splice(index, 1)
    receive(w, event!)
  }

  const names = () => (w.is('one name only') ? NAMES[0]! : pick(NAMES))

  /** One step of somebody, by the next numbers. */
  function step() {
    const drawn = draw(24)
    const kind = LEFT_OUT.some(({ kinds, mood }) => kinds.includes(drawn) && w.is(mood)) ? 0 : drawn
    w.now += 1
    if (kind < 10 && running.length > 0) return advance(pick(running))
    if (kind < 13) {
      const ready = due()
      if (ready.length > 0) return start(pick(ready), pick(w.processes))
    }
    switch (kind) {
      case 13:
      case 14:
      case 15:
        if (w.webhooks.length > 0) return deliver(draw(w.webhooks.length), draw(6) === 5)
        return write(pick(TEXTS), names())
      case 16:
        return write(pick(TEXTS), names())
      case 17:
        return person(w, pick(w.live), pick(MEMBERS), pick(ACTS))
      case 18: {
        const waId = w.id('w')
        w.phoneWrote.add(waId)
        w.webhooks.push({ type: 'from_me', waId, text: w.id('celular '), at: w.date, names: names() })
        return
      }
      case 19: {
        const dead = pick(w.processes)
        running = running.filter(({ process }) => process !== dead)
        return w.replace(dead)
      }
      case 20: {
        const broken = running[draw(Math.max(1, running.length))]
        if (!broken) return
        // The run ends by an error, its process lives on.
        broken.run.return()
        running = running.filter((one) => one !== broken)
        return w.release(broken.job, 2_000)
      }
      case 21: {
        if (draw(4) < 3) return sweep(w)
        // A job is lost: its row is gone, and nobody works on it any more.
        const lost = w.jobs.filter(({ process }) => !process)
        const gone = lost[draw(Math.max(1, lost.length))]
        w.jobs = w.jobs.filter((job) => job !== gone)
        return
      }
      case 22:
        return returnStale(w)
      default: {
        const late = w.late.pop()
        if (late && acceptsLate) w.show(late.row, late.to)
        w.now += pick(PAUSES)
      }
    }
  }

  /** No more faults: everything that is under way settles. */
  function settleDown() {
    let starts = 0
    for (let round = 0; round < 600; round++) {
      w.now += 1
      if (running.length > 0) advance(running[0]!)
      else if (w.webhooks.length > 0) deliver(0, false)
      // Fair: a claim that a broken run left is asked about by the process that holds its number, so each thread's jobs
      // come to both.
      else if (due().length > 0) start(due()[0]!, w.processes[(starts++ >> 1) % 2]!)
      else if (w.jobs.length > 0) w.now = Math.max(w.now, Math.min(...w.jobs.map(({ runAt }) => runAt)))
      else if (w.live.every((thread) => isQuiet(w, thread))) return
      else {
        w.now += 21_000
        sweep(w)
      }
    }
    throw new Broken('it does not settle')
  }

  while (at < choices.length) step()
  settleDown()
  atRest(w)
  w.now += 24 * HOURS + 1_000
  returnStale(w)
  settleDown()
  for (const { state, handoffReason } of w.live)
    if (state !== 'ai_active' && handoffReason !== 'arrived_late') throw new Broken('the AI does not return')
  // Who waits because of history waits as long as messages are kept.
  w.now += 30 * 24 * HOURS
  returnStale(w)
  settleDown()
  for (const thread of w.live) {
    if (thread.state !== 'ai_active') throw new Broken('the AI does not return in a month')
    write(TEXTS[0]!, [thread.names[0]!])
  }
  settleDown()
  atRest(w)
  for (const { lastDecision } of w.live)
    if (lastDecision !== 'reply') throw new Broken(`the AI returned and says ${lastDecision ?? 'nothing'}`)
}

function isQuiet(w: World, thread: Thread): boolean {
  return w.open(thread).length === 0 && thread.turnRevision <= thread.answeredRevision
}

function atRest(w: World) {
  for (const row of w.rows) {
    if (row.state === 'cancelled' && !row.voided)
      throw new Broken('a message of the bot was dropped although nobody took the word')
    if (row.shown !== (row.state === 'sent' ? 1 : 0))
      throw new Broken(`a message is ${row.state} and was shown ${row.shown} times`)
  }
  if (w.postponed.length > 0) throw new Broken('a message of the phone is judged by nobody')
  for (const waId of w.phoneWrote) if (!w.known.has(waId)) throw new Broken('a message of the phone was lost')
  for (const { threadId, reactions, revision } of w.bubbles) {
    if (!w.live.some(({ id }) => id === threadId))
      throw new Broken('a bubble stands in a thread that went away')
    // Long after it was written, small talk and what was answered since asks for none.
    if (reactions !== (revision === null ? 0 : 1)) throw new Broken(`a bubble with ${reactions} reactions`)
  }
}
