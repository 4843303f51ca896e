import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Expression } from './find.ts'
import type { Verdict } from './judge.ts'

/** Judges expressions in two threads, as many as a small machine has cores; tells each as it is known. */
export async function judgeAll(
  expressions: readonly Expression[],
  tell: (expression: Expression, verdict: Verdict) => Promise<void>,
): Promise<void> {
  const waiting = [...expressions]
  const work = async () => {
    const worker = new Worker(new URL('./judge.worker.ts', import.meta.url))
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      worker.postMessage({ source: next.source, flags: next.flags })
      // Of an error in the thread `once` makes a rejection.
      const [verdict] = (await once(worker, 'message')) as [Verdict]
      await tell(next, verdict)
    }
    await worker.terminate()
  }
  await Promise.all(Array.from({ length: Math.min(2, expressions.length) }, work))
}
