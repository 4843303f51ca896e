import type { Jobs } from '../jobs.ts'
import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { filesOf, rowsOf, type Table, tenantTables } from './collect.repo.ts'
import { finishExport, lockExport, writePart } from './privacy.repo.ts'
import { rawEventsOf, readRawEvents, type Subject, subjectOf } from './subject.repo.ts'
import { openZip } from './zip.ts'

/** A file of a message, by its key; null when the store has none. */
export type ReadFile = (key: string) => Promise<AsyncIterable<Uint8Array> | null>

type Deps = { db: Database; readFile: ReadFile }

/** The zip can be fetched for so long, then it is deleted; a new one can be asked for. */
const KEPT_MS = 7 * 86_400_000

const README = `Este arquivo contém tudo o que a Plantão guarda.

dados/<tabela>.jsonl    uma linha JSON por registro
dados/raw_event.jsonl   mensagens como o WhatsApp as entregou (guardadas por 30 dias)
arquivos/               áudios, imagens e documentos, pelo número da mensagem

Senhas, chaves e vetores não são dados seus e não estão aqui.

---
This file holds everything Plantão keeps: one JSON line per record under dados/, files under arquivos/.
Passwords, keys and vectors are left out.
`

/** Makes the zip of an export, all in one transaction: it is there whole or, after a crash, made again from nothing. */
export function privacyExportTask({ db, readFile }: Deps) {
  return ({ tenantId, exportId }: Jobs['privacy-export']): Promise<void> =>
    db.tenant(tenantId, async (tx) => {
      const wanted = await lockExport(tx, exportId)
      // Done before, or deleted before it was made.
      if (wanted?.status !== 'preparing') return
      const subject = wanted.contactId ? await subjectOf(tx, wanted.contactId) : null
      let position = 0
      const zip = openZip((part) => writePart(tx, exportId, position++, part))
      await zip.file('LEIA-ME.txt', once(README))
      for (const table of await tenantTables(tx)) {
        await zip.file(`dados/${table.name}.jsonl`, lines(tx, table, subject))
      }
      await zip.file('dados/raw_event.jsonl', subject ? eventsOf(tx, subject) : allEvents(tx))
      for (const file of await filesOf(tx, subject)) {
        const bytes = await readFile(file.key)
        if (bytes) await zip.file(`arquivos/${file.messageId}${extension(file.name)}`, bytes, true)
      }
      const bytes = await zip.end()
      await finishExport(tx, exportId, bytes, new Date(tx.now.getTime() + KEPT_MS))
    })
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

async function* lines(tx: TenantTx, table: Table, subject: Subject | null): AsyncGenerator<Uint8Array> {
  for await (const page of rowsOf(tx, table, subject)) {
    yield Buffer.from(page.map((row) => `${JSON.stringify(row)}\n`).join(''))
  }
}

const RAW = { name: 'raw_event', columns: ['id', 'event', 'body', 'received_at', 'handled_at', 'outcome'] }

function allEvents(tx: TenantTx): AsyncGenerator<Uint8Array> {
  return lines(tx, RAW, null)
}

async function* eventsOf(tx: TenantTx, subject: Subject): AsyncGenerator<Uint8Array> {
  for (let after: number | null = 0; after !== null; ) {
    const page: { ids: number[]; next: number | null } = await rawEventsOf(tx, subject, after, tx.now)
    const rows = await readRawEvents(tx, page.ids)
    yield Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    after = page.next
  }
}

/** Of a sender's file name only a short plain ending is kept. */
function extension(name: string | null): string {
  return /\.[A-Za-z0-9]{1,8}$/.exec(name ?? '')?.[0]?.toLowerCase() ?? ''
}
