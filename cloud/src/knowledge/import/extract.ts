import { Worker } from 'node:worker_threads'
import { type Extracted, type Refusal, Unreadable } from './extracted.ts'

/** Reading takes 0.1 to 3 s; what takes longer is refused. Milliseconds, from the first line the thread runs. */
const TIME_LIMIT_MS = 20_000
/** Starting a thread loads both readers. Milliseconds. */
const START_LIMIT_MS = 30_000
/** Memory the process may grow by while one file is read, and the thread's own heap. Megabytes. */
const MOST_GROWTH_MB = 700
const MOST_HEAP_MB = 384
const WATCHED_EVERY_MS = 50
/** Files read at once; the rest waits in line. */
const AT_ONCE = 2

type Limits = { timeMs?: number; growthMb?: number }
type Said = { started?: true; extracted?: Extracted; refused?: Refusal }

let reading = 0
const line: (() => void)[] = []

/**
 * The text of a PDF or .docx, read in a thread that is ended when it takes too long or grows too much: a hostile file
 * neither stops the event loop nor the process. Throws `Unreadable`.
 */
export async function extract(
  kind: 'pdf' | 'docx',
  bytes: Uint8Array,
  mostCharacters: number,
  limits: Limits = {},
): Promise<Extracted> {
  if (reading >= AT_ONCE) await new Promise<void>((turn) => line.push(turn))
  else reading += 1
  try {
    return await inThread(kind, bytes, mostCharacters, limits)
  } finally {
    const next = line.shift()
    if (next) next()
    else reading -= 1
  }
}

function inThread(
  kind: 'pdf' | 'docx',
  bytes: Uint8Array,
  mostCharacters: number,
  { timeMs = TIME_LIMIT_MS, growthMb = MOST_GROWTH_MB }: Limits,
): Promise<Extracted> {
  const worker = new Worker(new URL('./extract.worker.ts', import.meta.url), {
    workerData: { kind, bytes, mostCharacters },
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
    // No settings of ours are any of a stranger's file's business.
    env: {},
    stdout: true,
    stderr: true,
  })
  const before = process.memoryUsage.rss()
  return new Promise<Extracted>((resolve, reject) => {
    const refuse = (reason: Refusal) => reject(new Unreadable(reason))
    let timer = setTimeout(() => refuse('too_slow'), START_LIMIT_MS)
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > growthMb * 1024 * 1024) refuse('expands_too_much')
    }, WATCHED_EVERY_MS)
    worker.on('message', (said: Said) => {
      if (said.started) {
        clearTimeout(timer)
        timer = setTimeout(() => refuse('too_slow'), timeMs)
      }
      if (said.extracted) resolve(said.extracted)
      if (said.refused) refuse(said.refused)
    })
    worker.on('error', (error: NodeJS.ErrnoException) =>
      refuse(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'expands_too_much' : 'damaged'),
    )
    worker.on('exit', () => {
      clearTimeout(timer)
      clearInterval(watch)
      refuse('damaged')
    })
  }).finally(() => void worker.terminate())
}
