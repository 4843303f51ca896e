import { createHash } from 'node:crypto'
import { type Media, MOST_SENT_BYTES, SendMedia } from '@plantao/shared/conversations'
import { endpoints } from '@plantao/shared/http/endpoints'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, createPeople, type OnRead, readMessage } from '../conversations/index.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import { readUpload } from '../platform/http/multipart.ts'
import { parsePart } from '../platform/http/parse-part.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { cleanName, isInline, maySend, typeOf } from './file-kind.ts'
import { announceBytes, findFile, keepReady, type MediaRow, nameBytes } from './media.repo.ts'
import type { MediaStore } from './media-store.port.ts'
import { rangeOf } from './range.ts'

const MB = 1024 * 1024

export type MediaRouteDeps = { db: Database; store: MediaStore; onRead?: OnRead }

/** The files of conversations: shown to members, and sent by them. */
export function mediaRoutes({ db, store, onRead }: MediaRouteDeps): BoundRoute[] {
  const people = createPeople({ db, ...(onRead ? { onRead } : {}) })

  return [
    route(endpoints.media, async ({ caller, params, query, request, reply }) => {
      const file = await db.tenant(caller.tenantId, (tx) => findFile(tx, params.id, params.messageId))
      if (file === undefined) throw expected('message.not_found')
      if (!file || file.isDeleted) throw expected('media.not_found')
      if (file.state === 'pending') throw expected('media.pending')
      if (file.state === 'failed') throw expected('media.failed')
      return give(store, file, { request, reply, download: query.download === '1' })
    }),

    route(endpoints.sendMedia, async ({ caller, params, request, traceId }) => {
      const actor: Actor = { ...caller, traceId }
      const { fields, upload } = await formOf(request)
      const known = await people.sent(actor, params.id, fields.clientId)
      if (known) return db.tenant(caller.tenantId, (tx) => readMessage(tx, known))
      const mime = await typeOf(upload.bytes, upload.mime)
      const fileName = cleanName(upload.name)
      if (!maySend(fields.kind, mime, fileName)) throw expected('media.type_refused')
      const storageKey = `${caller.tenantId}/${uuidv7()}`
      await db.tenant(caller.tenantId, (tx) => announceBytes(tx, storageKey))
      await store.put(storageKey, upload.bytes, mime)
      const bytes = upload.bytes.length
      const sha256 = createHash('sha256').update(upload.bytes).digest()
      const media: Media = { state: 'ready', mime, bytes }
      if (fileName && fields.kind !== 'audio') media.fileName = fileName
      if (fields.kind === 'audio') media.voice = true
      const id = await people.send(actor, params.id, {
        clientId: fields.clientId,
        // A voice note carries no caption; WhatsApp would drop it unseen.
        text: fields.kind === 'audio' ? '' : (fields.caption ?? ''),
        file: {
          kind: fields.kind,
          media,
          keep: async (tx, messageId) => {
            await keepReady(tx, messageId, { storageKey, mime, fileName, bytes, sha256 })
            await nameBytes(tx, storageKey)
          },
        },
      })
      return db.tenant(caller.tenantId, (tx) => readMessage(tx, id))
    }),
  ]
}

type Giving = { request: FastifyRequest; reply: FastifyReply; download: boolean }

async function give(store: MediaStore, file: MediaRow, { request, reply, download }: Giving) {
  const size = file.bytes ?? 0
  const mime = file.mime ?? 'application/octet-stream'
  const inline = isInline(mime) && !download
  reply
    // A name for nothing else: no page of ours ever runs inside what a customer sent.
    .header('content-type', inline || download ? mime : 'application/octet-stream')
    .header('content-disposition', disposition(inline, file.fileName))
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cross-origin-resource-policy', 'same-origin')
    // What is erased, or no longer this person's to see, is in no browser's folder either.
    .header('cache-control', 'no-store')
    .header('accept-ranges', 'bytes')
  const range = rangeOf(request.headers.range, size)
  if (range === 'unsatisfiable') {
    reply.header('content-range', `bytes */${size}`)
    throw expected('media.range')
  }
  const stream = await store.read(file.storageKey, range ?? undefined)
  if (!stream) throw expected('media.failed')
  if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`)
  const length = range ? range.end - range.start + 1 : size
  return reply.header('content-length', String(length)).send(stream)
}

function disposition(inline: boolean, name: string | null): string {
  const kind = inline ? 'inline' : 'attachment'
  if (!name) return kind
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`
}

type Form = { fields: SendMedia; upload: { bytes: Buffer; mime: string; name: string } }

/** Reads the form; its fields must come before the file, as the contract says. */
async function formOf(request: FastifyRequest): Promise<Form> {
  const tooLarge = expected('media.too_large', { limit: MOST_SENT_BYTES / MB })
  const read = await readUpload(request, MOST_SENT_BYTES, tooLarge)
  if (read?.file.fieldname !== 'file' || read.bytes.length === 0) throw expected('media.no_file')
  const { file, bytes } = read
  const values = Object.fromEntries(
    Object.entries(file.fields).flatMap(([name, part]) =>
      part && !Array.isArray(part) && part.type === 'field' ? [[name, part.value]] : [],
    ),
  )
  const fields = parsePart(SendMedia, values, 'body') as SendMedia
  return { fields, upload: { bytes, mime: file.mimetype, name: file.filename } }
}
