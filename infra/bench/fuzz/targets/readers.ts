import { Worker } from 'node:worker_threads'

const TIME_LIMIT_MS = 20_000
const HEAP_MB = 384

export type Readers = {
  /** `read`, or why not: a refusal's reason, `thrown: …`, or `too_slow` when the thread had to be ended. */
  read(kind: 'pdf' | 'docx', bytes: Uint8Array): Promise<string>
  close(): Promise<void>
}

type Job = { kind: 'pdf' | 'docx'; bytes: Uint8Array; done: (outcome: string) => void }

/**
 * The product's readers in threads that read file after file: starting a thread for each of a hundred thousand would take a day. The
 * limits of time and memory are those of the product.
 */
export function createReaders(threads: number): Readers {
  const line: Job[] = []
  const idle: (() => void)[] = []
  let closing = false
  const lanes = Array.from({ length: threads }, async () => {
    let worker: Worker | null = null
    while (!closing || line.length > 0) {
      const job = line.shift()
      if (!job) {
        await new Promise<void>((resolve) => idle.push(resolve))
        continue
      }
      worker ??= startReader()
      const { outcome, dead } = await readIn(worker, job)
      if (dead) {
        await worker.terminate()
        worker = null
      }
      job.done(outcome)
    }
    await worker?.terminate()
  })
  return {
    read: (kind, bytes) =>
      new Promise((done) => {
        line.push({ kind, bytes, done })
        idle.shift()?.()
      }),
    async close() {
      closing = true
      for (const wake of idle.splice(0)) wake()
      await Promise.all(lanes)
    },
  }
}

function startReader(): Worker {
  return new Worker(new URL('./reader.worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    env: {},
    stdout: true,
    stderr: true,
  })
}

function readIn(worker: Worker, { kind, bytes }: Job): Promise<{ outcome: string; dead: boolean }> {
  return new Promise((resolve) => {
    const finish = (outcome: string, dead: boolean) => {
      clearTimeout(timer)
      // One by one: `removeAllListeners` takes the worker's own with it, and its next message never comes.
      worker.off('message', answered).off('error', failed).off('exit', ended)
      resolve({ outcome, dead })
    }
    const answered = (outcome: string) => finish(outcome, false)
    const failed = (error: NodeJS.ErrnoException) =>
      finish(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'expands_too_much' : 'damaged', true)
    const ended = () => finish('damaged', true)
    const timer = setTimeout(() => finish('too_slow', true), TIME_LIMIT_MS * 2)
    worker.on('message', answered).on('error', failed).on('exit', ended)
    worker.postMessage({ kind, bytes })
  })
}
