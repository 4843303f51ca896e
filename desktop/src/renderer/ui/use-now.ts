import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | null = null

function follow(listener: () => void): () => void {
  listeners.add(listener)
  if (!timer) {
    // Nobody looked for a while: the last second is long ago.
    now = Date.now()
    timer = setInterval(() => {
      now = Date.now()
      for (const each of listeners) each()
    }, 1000)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0 && timer) {
      clearInterval(timer)
      timer = null
    }
  }
}

/** The time in milliseconds, once a second, from one timer for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(follow, () => now)
}
