import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../src/engine/ports.ts'

/** A clock that moves only when a test turns it. */
export type TurnedClock = Clock & {
  /** Moves time forward, running what falls due in order and letting every promise settle in between. */
  turn(ms: number): Promise<void>
}

/** Lets promises that wait for nothing outside settle. */
export async function settle(rounds = 3): Promise<void> {
  for (let round = 0; round < rounds; round++) await setImmediate()
}

/** Starts at a fixed instant, in milliseconds since the epoch. */
export function turnedClock(start = Date.parse('2026-11-02T12:00:00Z')): TurnedClock {
  let now = start
  let timers: { at: number; run: () => void }[] = []
  return {
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((each) => each !== timer)
      }
    },
    turn: async (ms) => {
      const until = now + ms
      await settle()
      for (;;) {
        const due = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0]
        if (!due) break
        timers = timers.filter((each) => each !== due)
        now = Math.max(now, due.at)
        due.run()
        await settle()
      }
      now = until
    },
  }
}
