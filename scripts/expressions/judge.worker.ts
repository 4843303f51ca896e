import { parentPort } from 'node:worker_threads'
import { judge } from './judge.ts'

// A thread of its own: one expression may take seconds, and the other core judges the next.
parentPort?.on('message', async (expression: { source: string; flags: string }) => {
  parentPort?.postMessage(await judge(expression))
})
