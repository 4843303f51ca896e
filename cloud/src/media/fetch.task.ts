import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { Media, MediaFailure } from '@plantao/shared/conversations'
import { changeMedia, type FileMessage, fileMessage, type ReceiveSettings } from '../conversations/index.ts'
import type { Jobs } from '../jobs.ts'
import { counted, type Models, recordSpend, spentThisMonth } from '../models/index.ts'
import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { GatewayError, type WhatsappGateway } from '../whatsapp/index.ts'
import { cleanName, fitsKind, typeOf } from './file-kind.ts'
import { announceBytes, countFetch, keepFailed, keepReady, type MediaRow, nameBytes } from './media.repo.ts'
import type { MediaStore } from './media-store.port.ts'
import { type Words, wordsOf } from './words.ts'

/** WhatsApp's own limit for documents is 2 GB; what a customer asks about fits into this. */
const MOST_BYTES = 32 * 1024 * 1024
/** Runs while WhatsApp does not give the file, the first included; the queue spreads them over about a minute and a half. */
const MOST_RUNS = 5
/** Runs whatever is wrong with us (a full disk, a store that is away): the sweep begins five anew for most of an hour. */
const MOST_RUNS_EVER = 25

/** A customer who spoke waits no longer than this for a model that is away; then a person is called. */
const PATIENCE_MS = 25_000

export type FetchDeps = {
  db: Database
  gateway: Pick<WhatsappGateway, 'fetchFile'>
  store: MediaStore
  models: Models
  /** Most that models may cost a tenant in a calendar month (UTC). Millionths of a dollar. */
  ceilingUsdMicro: number
  settings: (tx: TenantTx) => Promise<ReceiveSettings>
}

type Run = { tenantId: string; messageId: string; traceId: string }

/**
 * Fetches the file of a message, keeps it, and makes out its words. Each step is kept before the next, so a second run
 * goes on where the first broke off; after `MOST_RUNS`, or `MOST_RUNS_EVER` of our own trouble, what is missing gets a
 * name and is left.
 */
export function fetchMediaTask(deps: FetchDeps) {
  return async (run: Jobs['fetch-media']): Promise<void> => {
    const found = await deps.db.tenant(run.tenantId, async (tx) => {
      const message = await fileMessage(tx, run.messageId)
      const row = message && (await countFetch(tx, run.messageId))
      return row ? { message, row, waited: tx.now.getTime() - message.createdAt.getTime() } : null
    })
    if (!found) return
    const { message, row } = found
    const isLast = row.attempts >= MOST_RUNS
    let isKept = row.state === 'ready'
    try {
      const isPending = row.state === 'pending'
      const file = isPending ? await fetchFile(deps, run, message, isLast) : await kept(deps, row)
      isKept ||= file !== null
      if (!file || message.media.words !== 'pending') return
      await understand(deps, run, message, file, isLast || found.waited > PATIENCE_MS)
    } catch (error) {
      // Tried often enough: shown as it is, and the error stays with the job for whoever looks after us.
      if (!isKept && row.state === 'pending' && row.attempts >= MOST_RUNS_EVER)
        await fail(deps, run, message, 'unavailable')
      if (isKept && isLast && message.media.words === 'pending') await leaveUnheard(deps, run)
      throw error
    }
  }
}

type File = { bytes: Buffer; mime: string }

async function fetchFile(
  deps: FetchDeps,
  run: Run,
  message: FileMessage,
  isLast: boolean,
): Promise<File | null> {
  if ((message.media.bytes ?? 0) > MOST_BYTES) return fail(deps, run, message, 'too_large')
  try {
    const { instance, waId } = message
    const fetched = await deps.gateway.fetchFile({ instance, waId, mostBytes: MOST_BYTES })
    const mime = await typeOf(fetched.bytes, fetched.mime ?? message.media.mime ?? null)
    if (!fitsKind(message.kind, mime)) return fail(deps, run, message, 'unreadable')
    const kept = await keep(deps, run, message, { bytes: fetched.bytes, mime, fileName: fetched.fileName })
    return kept ? { bytes: fetched.bytes, mime } : null
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    if (error.kind === 'too_large') return fail(deps, run, message, 'too_large')
    if (!isLast) throw error
    const gone = error.kind === 'refused' || error.kind === 'not_found'
    return fail(deps, run, message, gone ? 'gone' : 'unavailable')
  }
}

/**
 * Bytes first, then the row that names them. They are announced before, so that a crash between, or a message erased
 * meanwhile, leaves no file that nobody knows of. Answers false when the message is gone.
 */
async function keep(
  { db, store, settings }: FetchDeps,
  { tenantId, messageId, traceId }: Run,
  message: FileMessage,
  file: File & { fileName: string | null },
): Promise<boolean> {
  const storageKey = `${tenantId}/${messageId}`
  await db.tenant(tenantId, (tx) => announceBytes(tx, storageKey))
  await store.put(storageKey, file.bytes, file.mime)
  const fileName = cleanName(message.media.fileName ?? (message.kind === 'document' ? file.fileName : null))
  const media: Partial<Media> = { state: 'ready', mime: file.mime, bytes: file.bytes.length }
  if (fileName) media.fileName = fileName
  const sha256 = createHash('sha256').update(file.bytes).digest()
  const kept = { storageKey, mime: file.mime, fileName, bytes: file.bytes.length, sha256 }
  const isNamed = await db.tenant(tenantId, async (tx) => {
    // The thread is locked before the message, as everywhere.
    await changeMedia(tx, messageId, { media, settings, traceId })
    if (!(await keepReady(tx, messageId, kept))) return false
    await nameBytes(tx, storageKey)
    return true
  })
  if (isNamed) return true
  await store.remove(storageKey)
  await db.tenant(tenantId, (tx) => nameBytes(tx, storageKey))
  return false
}

async function kept({ store }: FetchDeps, row: MediaRow): Promise<File | null> {
  if (row.state !== 'ready' || !row.mime) return null
  const stream = await store.read(row.storageKey)
  return stream ? { bytes: await buffer(stream), mime: row.mime } : null
}

/** Nothing more is tried: shown by name, and no turn waits for words that will not come. */
async function fail(
  { db, settings }: FetchDeps,
  { tenantId, messageId, traceId }: Run,
  message: FileMessage,
  failure: MediaFailure,
): Promise<null> {
  const media: Partial<Media> = { state: 'failed', failure }
  if (message.media.words === 'pending') media.words = 'empty'
  await db.tenant(tenantId, async (tx) => {
    await changeMedia(tx, messageId, { media, settings, traceId })
    await keepFailed(tx, messageId, failure)
  })
  return null
}

/** The file is there and its words could not be made out. */
async function leaveUnheard(
  { db, settings }: FetchDeps,
  { tenantId, messageId, traceId }: Run,
): Promise<void> {
  await db.tenant(tenantId, (tx) =>
    changeMedia(tx, messageId, { media: { words: 'failed' }, settings, traceId }),
  )
}

async function understand(
  { db, models, ceilingUsdMicro, settings }: FetchDeps,
  { tenantId, messageId, traceId }: Run,
  message: FileMessage,
  file: File,
  isLast: boolean,
): Promise<void> {
  let spent = 0
  const may = (await db.tenant(tenantId, spentThisMonth)) < ceilingUsdMicro
  const asked = counted(models, (usdMicro) => {
    spent += usdMicro
  })
  const found: Words = may
    ? await wordsOf(asked, { ...file, ...message, caption: message.text })
    : { words: 'failed', later: false }
  if (found.words === 'failed' && found.later && !isLast) {
    // What was spent in vain is spent.
    if (spent > 0) await db.tenant(tenantId, (tx) => recordSpend(tx, spent))
    throw new Error('the model is not there; words come later')
  }
  const media: Partial<Media> = { words: found.words }
  if (found.words === 'ready' && found.description) media.description = found.description
  const text = found.words === 'ready' && found.text ? { text: found.text } : {}
  await db.tenant(tenantId, async (tx) => {
    // Before the words: changing them ends with the event log's counter, which is locked for as short as can be.
    await recordSpend(tx, spent)
    await changeMedia(tx, messageId, { media, ...text, settings, traceId })
  })
}
