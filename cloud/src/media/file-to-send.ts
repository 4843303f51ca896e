import { buffer } from 'node:stream/consumers'
import type { Database } from '../platform/database.ts'
import type { FileToSend } from '../whatsapp/index.ts'
import { fileOf } from './media.repo.ts'
import type { MediaStore } from './media-store.port.ts'

/** The bytes of a message that is to be sent; null when they are gone. Throws when the store cannot be read now. */
export function fileToSend({ db, store }: { db: Database; store: MediaStore }) {
  return async (tenantId: string, messageId: string): Promise<Omit<FileToSend, 'kind'> | null> => {
    const file = await db.tenant(tenantId, (tx) => fileOf(tx, messageId))
    const stream = file?.state === 'ready' && file.mime ? await store.read(file.storageKey) : null
    if (!file?.mime || !stream) return null
    return { bytes: await buffer(stream), mime: file.mime, fileName: file.fileName }
  }
}
