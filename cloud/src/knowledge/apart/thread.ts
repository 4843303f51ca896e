import { Worker } from 'node:worker_threads'
import { type Refusal, Unreadable } from '../import/extracted.ts'
import type { Said, Task } from './tasks.ts'

/** Reading takes 0.1 to 3 s; what takes longer is refused. Milliseconds. */
const TIME_LIMIT_MS = 20_000
/** Until a new thread runs; a busy machine takes seconds. Milliseconds. */
const START_LIMIT_MS = 30_000
/** Memory the process may grow by while one task runs, and the thread's own heap. Megabytes. */
const MOST_GROWTH_MB = 700
const MOST_HEAP_MB = 384
const WATCHED_EVERY_MS = 50

export type Limits = { timeMs?: number; growthMb?: number }

/** One thread, for one task after the other. It is over when a task was refused for its time or memory. */
export class Thread {
  readonly #worker = new Worker(new URL('./apart.worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
    // No settings of ours are any business of a stranger's file.
    env: {},
    stdout: true,
    stderr: true,
  })
  #isReady = false
  #isOver = false
  #hear: (said: Said) => void = () => undefined
  #fail: (reason: Refusal) => void = () => undefined

  constructor() {
    this.#worker.on('message', (said: Said) => this.#hear(said))
    this.#worker.on('error', (error: NodeJS.ErrnoException) =>
      this.#fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'expands_too_much' : 'damaged'),
    )
    this.#worker.on('exit', () => {
      this.#isOver = true
      this.#fail('damaged')
    })
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** What came of a task. Throws `Unreadable`. */
  async perform(
    task: Task,
    { timeMs = TIME_LIMIT_MS, growthMb = MOST_GROWTH_MB }: Limits = {},
  ): Promise<unknown> {
    this.#worker.ref()
    const before = process.memoryUsage.rss()
    const timers: NodeJS.Timeout[] = []
    try {
      return await new Promise((resolve, reject) => {
        this.#fail = (reason) => reject(new Unreadable(reason))
        const end = (reason: Refusal) => {
          void this.end()
          this.#fail(reason)
        }
        const hand = () => {
          this.#worker.postMessage(task)
          timers.push(setTimeout(() => end('too_slow'), timeMs))
        }
        timers.push(
          setInterval(() => {
            if (process.memoryUsage.rss() - before > growthMb * 1024 * 1024) end('expands_too_much')
          }, WATCHED_EVERY_MS),
        )
        this.#hear = (said) => {
          if ('made' in said) resolve(said.made)
          else if ('refused' in said) this.#fail(said.refused)
          else if (!this.#isReady) {
            this.#isReady = true
            hand()
          }
        }
        if (this.#isOver) this.#fail('damaged')
        else if (this.#isReady) hand()
        else timers.push(setTimeout(() => !this.#isReady && end('too_slow'), START_LIMIT_MS))
      })
    } finally {
      for (const timer of timers) clearTimeout(timer)
      // A thread that only waits keeps no process alive.
      this.#worker.unref()
    }
  }

  async end(): Promise<void> {
    this.#isOver = true
    await this.#worker.terminate()
  }
}
