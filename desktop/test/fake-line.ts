import { type Api, ApiError } from '@plantao/shared/http/api'
import type { Refusal } from '@plantao/shared/realtime/protocol'
import type { Connect, LinkListener } from '../src/engine/ports.ts'

/** What happens to the next calls. `lost-answer`: the server does it, the caller never hears. */
export type Fault = 'none' | 'down' | 'lost-answer'

type Network = { lineDown: boolean; refuse: Refusal | null }
type Calls = { fault: Fault; tokenGood: boolean; calls: string[] }

/** The line by which news come: it may be refused, go down and come back. `newest`: the newest sequence of the log. */
export function createFakeLine(network: Network, newest: () => number) {
  const listeners = new Set<LinkListener>()
  const known = new Map<LinkListener, () => void>()

  const connect: Connect = (_handshake, listener) => {
    const arrive = () => {
      if (network.refuse) return listener.refused(network.refuse)
      if (network.lineDown) return
      listeners.add(listener)
      listener.hello({ protocol: 1, seq: newest() })
    }
    queueMicrotask(arrive)
    known.set(listener, arrive)
    return {
      viewing: () => {},
      reconnect: () => {
        if (!listeners.has(listener)) queueMicrotask(arrive)
      },
      close: () => {
        listeners.delete(listener)
        known.delete(listener)
      },
    }
  }

  return {
    listeners,
    connect,
    drop(): void {
      network.lineDown = true
      for (const listener of [...listeners]) {
        listeners.delete(listener)
        listener.down()
      }
    },
    restore(): void {
      network.lineDown = false
      for (const arrive of known.values()) arrive()
    },
  }
}

/** Calls without a session. */
const OPEN = new Set(['login', 'refresh', 'logout'])

/** What is served, through a network that may fail. */
export function throughFaults(served: object, house: Calls): Api {
  const entries = Object.entries(served).map(([name, call]) => [
    name,
    async (given: never) => {
      house.calls.push(name)
      const { fault } = house
      if (fault === 'down') throw new ApiError('network', 0, '')
      if (!OPEN.has(name) && !house.tokenGood) throw new ApiError('auth.session_ended', 401, '')
      const answer = await (call as (given: never) => Promise<unknown>)(given)
      await Promise.resolve()
      if (fault === 'lost-answer') throw new ApiError('network', 0, '')
      return answer
    },
  ])
  return Object.fromEntries(entries) as Api
}
