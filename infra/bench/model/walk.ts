import type { Rules } from './rules.ts'
import { compose, dispatch, type Run } from './runs.ts'
import { person, receive, returnStale, sweep } from './transactions.ts'
import { Broken, type Job, type Process, World } from './world.ts'

const TEXTS = ['quanto custa o bolo?', 'oi', 'e o de', 'obrigado']
const HOURS = 3_600_000
const PAUSES = [100, 700, 1_300, 6_500, 31_000, 150_000, HOURS, 24 * HOURS + 1_000]
const PERSON = ['send', 'claim', 'return', 'close', 'retry'] as const

type Running = { job: Job; process: Process; run: Run }

/**
 * Plays one interleaving: each number chooses the next step of the customer, the people, WhatsApp, the clock, the
 * queue, a job's run or the reaper. Afterwards everything is let come to rest, a day passes, and the customer asks
 * again. Throws `Broken` when an invariant does not hold.
 */
export function walk(choices: ArrayLike<number>, rules: Rules) {
  let at = 0
  const draw = (count: number) => (at < choices.length ? choices[at++]! % count : 0)
  const w = new World(rules, draw)
  let running: Running[] = []

  function start(job: Job, process: Process) {
    job.process = process
    running.push({ job, process, run: (job.task === 'compose' ? compose : dispatch)(w, process) })
  }
  function advance(one: Running) {
    if (!one.run.next().done) return
    running = running.filter((other) => other !== one)
    w.jobs = w.jobs.filter((job) => job !== one.job)
  }
  const due = () => w.jobs.filter((job) => !job.process && job.runAt <= w.now)
  function write(text: string) {
    w.webhooks.push({ type: 'message', waId: w.id('w'), text, at: w.date })
  }
  function deliver(index: number, again: boolean) {
    const [event] = again ? [w.webhooks[index]!] : w.webhooks.splice(index, 1)
    receive(w, event!)
  }

  /** One step of somebody, by the next numbers. */
  function step() {
    const kind = draw(24)
    w.now += 1
    if (kind < 10 && running.length > 0) return advance(running[draw(running.length)]!)
    if (kind < 13) {
      const ready = due()
      if (ready.length > 0) return start(ready[draw(ready.length)]!, w.processes[draw(2)]!)
    }
    switch (kind) {
      case 13:
      case 14:
      case 15:
        if (w.webhooks.length > 0) return deliver(draw(w.webhooks.length), draw(6) === 5)
        return write(TEXTS[draw(TEXTS.length)]!)
      case 16:
        return write(TEXTS[draw(TEXTS.length)]!)
      case 17:
        return person(w, PERSON[draw(PERSON.length)]!)
      case 18: {
        const waId = w.id('w')
        w.phoneWrote.add(waId)
        w.webhooks.push({ type: 'from_me', waId, text: w.id('celular '), at: w.date })
        return
      }
      case 19: {
        const dead = w.processes[draw(2)]!
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
      case 21:
        return sweep(w)
      case 22:
        return returnStale(w)
      default: {
        const late = w.late.pop()
        if (late) w.show(late)
        w.now += PAUSES[draw(PAUSES.length)]!
      }
    }
  }

  /** No more faults: everything that is under way comes to rest. */
  function settleDown() {
    let starts = 0
    for (let round = 0; round < 400; round++) {
      w.now += 1
      if (running.length > 0) advance(running[0]!)
      else if (w.webhooks.length > 0) deliver(0, false)
      // Fair: a claim that a broken run left is asked about by the process that holds its number.
      else if (due().length > 0) start(due()[0]!, w.processes[starts++ % 2]!)
      else if (w.jobs.length > 0) w.now = Math.max(w.now, Math.min(...w.jobs.map(({ runAt }) => runAt)))
      else if (isQuiet(w)) return
      else {
        w.now += 21_000
        sweep(w)
      }
    }
    throw new Broken('it does not come to rest')
  }

  while (at < choices.length) step()
  settleDown()
  atRest(w)
  w.now += 24 * HOURS + 1_000
  returnStale(w)
  settleDown()
  if (w.conversation.state !== 'ai_active') throw new Broken('the AI does not return')
  write(TEXTS[0]!)
  settleDown()
  atRest(w)
  const said = w.receipts.get(w.conversation.turnRevision)
  if (said !== 'reply') throw new Broken(`the AI returned and says ${said ?? 'nothing'}`)
}

function isQuiet(w: World): boolean {
  return w.open().length === 0 && w.conversation.turnRevision === w.conversation.answeredRevision
}

function atRest(w: World) {
  for (const row of w.rows) {
    if (row.state === 'cancelled' && row.bornUnder === w.voidings)
      throw new Broken('a message of the bot was dropped although nobody took the word')
    if (row.shown !== (row.state === 'sent' ? 1 : 0))
      throw new Broken(`a message is ${row.state} and was shown ${row.shown} times`)
  }
  if (w.postponed.length > 0) throw new Broken('a message of the phone is judged by nobody')
  for (const waId of w.phoneWrote) if (!w.known.has(waId)) throw new Broken('a message of the phone was lost')
  for (const { revision } of w.bubbles)
    if (revision > w.conversation.answeredRevision) throw new Broken('a bubble without a reaction')
}
