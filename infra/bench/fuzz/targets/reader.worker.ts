import { parentPort } from 'node:worker_threads'
import { Unreadable } from '../../../../cloud/src/knowledge/import/extracted.ts'
import { readDocx } from '../../../../cloud/src/knowledge/import/read-docx.ts'
import { readPdf } from '../../../../cloud/src/knowledge/import/read-pdf.ts'

/** Of `read-file.ts`: four times the longest knowledge. */
const MOST_CHARACTERS = 200_000

// As the product's own `apart.worker.ts`, for one file after the other.
parentPort?.on('message', async ({ kind, bytes }: { kind: 'pdf' | 'docx'; bytes: Uint8Array }) => {
  try {
    await (kind === 'pdf' ? readPdf(bytes, MOST_CHARACTERS) : readDocx(bytes))
    parentPort?.postMessage('read')
  } catch (error) {
    parentPort?.postMessage(error instanceof Unreadable ? error.reason : 'damaged')
  }
})
