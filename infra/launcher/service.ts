import { type ChildOptions, logEnd, startChild } from './child.ts'
import { whenAnswering } from './when-answering.ts'

/** What a service is started with, each time anew. */
export interface ServiceOptions extends ChildOptions {
  name: string
  /** Path from the repository's folder. */
  file: string
  env: Record<string, string>
  dataDir: string
  /** It is ready once this address answers with a status below `below`. */
  url: string
  below?: number
  /** How long it may take to be ready, and to stop before it is ended. Milliseconds. */
  readyWithinMs: number
  stopsWithinMs: number
}

/** A process of ours that may be started again in its place. */
export interface Service {
  readonly name: string
  readonly log: string
  /** Resolves when it answers; throws with its last words when it does not in time, ends or `signal` is aborted. */
  ready(signal?: AbortSignal): Promise<void>
  /** Stops the process and starts it from its sources as they are now; resolves when that one answers. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** What whoever starts a service is told of it. */
export interface ServiceEvents {
  /** A process has begun, the first or one in its place; waited for. */
  onBegin: (pid: number) => Promise<void>
  /** How the process ended, when nobody asked it to. */
  onEnd: (how: string) => void
}

/** Starts a service; it is not ready yet. */
export async function startService(options: ServiceOptions, events: ServiceEvents): Promise<Service> {
  const { name, file, env, dataDir, url, below, readyWithinMs, stopsWithinMs } = options
  const start = async () => {
    const child = await startChild(name, file, env, dataDir, options)
    child.ended.then((how) => !leaving && events.onEnd(how))
    await events.onBegin(child.pid)
    return child
  }
  let leaving = false
  let current = await start()

  async function ready(signal?: AbortSignal): Promise<void> {
    const { ended, log } = current
    const aborted = new Promise<string>((settle) =>
      signal?.addEventListener('abort', () => settle('asked to stop')),
    )
    try {
      await whenAnswering(url, Promise.race([ended, aborted]), readyWithinMs, below)
    } catch (error) {
      signal?.throwIfAborted()
      throw new Error(`${name} did not become ready: ${(error as Error).message}\n${await logEnd(log)}`)
    }
  }

  return {
    name,
    log: current.log,
    ready,
    async restart() {
      leaving = true
      await current.stop(stopsWithinMs)
      leaving = false
      current = await start()
      await ready()
    },
    async stop() {
      leaving = true
      await current.stop(stopsWithinMs)
    },
  }
}
