import { parentPort, workerData } from 'node:worker_threads'
import { Unreadable } from './extracted.ts'
import { readDocx } from './read-docx.ts'
import { readPdf } from './read-pdf.ts'

// A thread of its own for files made by others: what hangs or swells here is ended from outside.
const { kind, bytes, mostCharacters } = workerData as {
  kind: 'pdf' | 'docx'
  bytes: Uint8Array
  mostCharacters: number
}
try {
  parentPort?.postMessage({ started: true })
  const extracted = kind === 'pdf' ? await readPdf(bytes, mostCharacters) : await readDocx(bytes)
  parentPort?.postMessage({ extracted: { ...extracted, text: extracted.text.slice(0, mostCharacters * 2) } })
} catch (error) {
  parentPort?.postMessage({ refused: error instanceof Unreadable ? error.reason : 'damaged' })
}
