import { randomUUID } from 'node:crypto'
import { createApi } from '@plantao/shared/http/api'
import type { Cache } from '../engine/cache.port.ts'
import { socketIoConnect } from '../engine/connect.socketio.ts'
import { type Console, createConsole } from '../engine/console.ts'
import type { Noticing } from '../engine/noticing.ts'
import type { DeviceKeeper, Vault } from '../engine/ports.ts'
import { applyChange, type ConsoleChange, type ConsoleState, INITIAL_STATE } from '../engine/state.ts'

type Deps = {
  cloudUrl: string
  language: () => 'pt-BR' | 'en'
  cache: (memberId: string) => Promise<Cache>
  vault: Vault
  device: DeviceKeeper
  /** Absent: told as a new machine would be. */
  noticing?: () => Noticing
}

/** The engine on this machine, with its state at hand and its changes numbered for the page. */
export function startEngine({ cloudUrl, language, cache, vault, device, noticing }: Deps) {
  const console: Console = createConsole({
    api: (token) => createApi({ baseUrl: cloudUrl, token, language }),
    connect: socketIoConnect(cloudUrl),
    cache,
    vault,
    device,
    ...(noticing ? { noticing } : {}),
    clock: {
      now: () => Date.now(),
      after: (ms, run) => {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
    },
    newId: randomUUID,
    random: Math.random,
    keepMessages: 'all',
  })
  let state = INITIAL_STATE
  let number = 0
  const listeners = new Set<(change: ConsoleChange, number: number) => void>()
  console.onChange((change) => {
    state = applyChange(state, change)
    number++
    for (const listener of listeners) listener(change, number)
  })
  return {
    console,
    state: (): ConsoleState => state,
    numbered: () => ({ number, value: state }),
    onChange: (listener: (change: ConsoleChange, number: number) => void) => void listeners.add(listener),
  }
}
export type Engine = ReturnType<typeof startEngine>
