import { DEFAULT_NOTICING, Noticing, readEach } from '../engine/noticing.ts'
import type { Shell } from '../renderer/bridge.ts'

const KEY = 'plantao.noticing'

function remembered(): Noticing {
  try {
    return readEach(Noticing, DEFAULT_NOTICING, JSON.parse(localStorage.getItem(KEY) ?? 'null'))
  } catch {
    // Storage may be forbidden or its content broken.
    return DEFAULT_NOTICING
  }
}

/** When this browser tells people, for all its tabs; kept in its storage where that is allowed. */
export function browserNoticing(): Shell['noticing'] {
  let now = remembered()
  const listeners = new Set<() => void>()
  const become = (next: Noticing) => {
    now = next
    for (const listener of listeners) listener()
  }
  // Said by another tab; a tab does not hear itself.
  window.addEventListener('storage', ({ key }) => {
    if (key === KEY) become(remembered())
  })
  return {
    get: () => now,
    change: async (part) => {
      become({ ...now, ...part })
      try {
        localStorage.setItem(KEY, JSON.stringify(now))
        return 'kept'
      } catch {
        return 'untilQuit'
      }
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
