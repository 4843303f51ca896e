import { memoryCache } from '../src/engine/cache.memory.ts'
import type { Cache } from '../src/engine/cache.port.ts'
import { type Console, createConsole } from '../src/engine/console.ts'
import type { ConsolePorts } from '../src/engine/ports.ts'
import { createFakeHouse, type FakeHouse } from './fake-house.ts'
import { type TurnedClock, turnedClock } from './turned-clock.ts'

export type Played = {
  clock: TurnedClock
  house: FakeHouse
  cache: Cache
  open(more?: Partial<ConsolePorts>): Console
}

/** A cloud in memory under a clock that is turned; `open` makes a console there, the same cache under each. */
export function playedConsole(): Played {
  const clock = turnedClock()
  const house = createFakeHouse(clock.now)
  const cache = memoryCache()
  let ids = 0
  return {
    clock,
    house,
    cache,
    open: (more) =>
      createConsole({
        api: () => house.api(),
        connect: house.connect,
        cache: async () => cache,
        clock,
        newId: () => `client-${++ids}`,
        random: () => 0.5,
        keepMessages: 'opened',
        ...more,
      }),
  }
}
