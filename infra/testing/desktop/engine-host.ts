import { fork } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from '../../../desktop/bundle.ts'
import type { Console } from '../../../desktop/src/engine/console.ts'
import { ROOT } from '../../launcher/environment.ts'

const PROGRAM = fileURLToPath(new URL('engine-process.ts', import.meta.url))

const SHIPPED = join(ROOT, 'node_modules/.cache/plantao-engine/engine.cjs')
let bundled: Promise<void> | undefined

/** One command for an engine in another process. */
export type Asked = { id: number; name: string; args: unknown[] }
type Told = { id?: number; value?: unknown; ready?: true; opened?: number }

/** An engine in a process of its own; a command that was on its way when it ended answers `undefined`. */
export type EngineHost = {
  pid: number
  call<K extends keyof Console>(
    name: K,
    ...args: Parameters<Console[K]>
  ): Promise<Awaited<ReturnType<Console[K]>> | undefined>
  ask<T>(name: 'cached' | 'cursor' | 'rss', ...args: unknown[]): Promise<T | undefined>
  /** When it showed what its cache holds, in milliseconds since the epoch. */
  opened: Promise<number>
  /** `kill -9`. Resolves when it is gone. */
  kill(): Promise<void>
}

/** Makes the engine's program one file as the application's is; hundreds of sources would measure something else. */
export function bundleEngine(): Promise<void> {
  bundled ??= bundle(PROGRAM, SHIPPED)
  return bundled
}

/** Starts the engine over what lies in `folder`; resolves once it takes commands. Nothing happens before `start`. */
export async function startEngineHost(cloudUrl: string, folder: string): Promise<EngineHost> {
  await bundleEngine()
  const child = fork(SHIPPED, [cloudUrl, folder], { serialization: 'advanced' })
  const waiting = new Map<number, (value: unknown) => void>()
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let asked = 0
  let ready = () => {}
  let opened = (_at: number) => {}
  const whenOpened = new Promise<number>((resolve) => {
    opened = resolve
  })
  child.on('message', (told: Told) => {
    if (told.ready) ready()
    if (told.opened) opened(told.opened)
    if (told.id === undefined) return
    waiting.get(told.id)?.(told.value)
    waiting.delete(told.id)
  })
  gone.then(() => {
    for (const answer of waiting.values()) answer(undefined)
    waiting.clear()
  })
  await Promise.race([
    new Promise<void>((resolve) => {
      ready = resolve
    }),
    gone.then(() => {
      throw new Error('the engine ended before it took commands')
    }),
  ])

  const ask = (name: string, args: unknown[]) =>
    new Promise<never>((resolve) => {
      const id = ++asked
      waiting.set(id, resolve as (value: unknown) => void)
      child.send({ id, name, args } satisfies Asked, (error) => {
        if (!error) return
        waiting.delete(id)
        resolve(undefined as never)
      })
    })

  return {
    pid: child.pid ?? 0,
    call: (name, ...args) => ask(name, args),
    ask: (name, ...args) => ask(name, args),
    opened: whenOpened,
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
}
