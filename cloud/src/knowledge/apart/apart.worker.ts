import { parentPort } from 'node:worker_threads'
import { chunkKnowledge } from '../chunking/chunk-knowledge.ts'
import { Unreadable } from '../import/extracted.ts'
import { readFile } from '../import/read-file.ts'
import { buildIndex } from '../retrieval/build-index.ts'
import { packIndex } from '../retrieval/packed-index.ts'
import type { Said, Task } from './tasks.ts'

// A thread of its own for texts and files made by others: what hangs or swells here is ended from outside.
parentPort?.on('message', async (task: Task) => say(await perform(task)))
say({ ready: true })

async function perform(task: Task): Promise<Said> {
  try {
    if (task.name === 'chunk') return { made: chunkKnowledge(task.given.text) }
    if (task.name === 'index') return { made: packIndex(buildIndex(task.given.chunks)) }
    return { made: await readFile(task.given.bytes, task.given.name) }
  } catch (error) {
    return { refused: error instanceof Unreadable ? error.reason : 'damaged' }
  }
}

function say(said: Said): void {
  parentPort?.postMessage(said)
}
