import type { Jobs } from '../jobs.ts'
import { noteDone } from '../platform/chores.ts'
import type { Database } from '../platform/database.ts'
import { holdOffErasures } from '../platform/erasure-lock.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { type About, aboutOf } from './about.ts'
import { dedupeKey } from './dedupe.ts'
import { isErased } from './erased.ts'
import { buriedAmong, buryOtherNames, type OtherNames } from './erasures.ts'
import type { WhatsappGateway } from './gateway.port.ts'
import { findInstance, type Instance } from './instance.repo.ts'
import { keysReceived, storeMissed, writeCount } from './ledger.repo.ts'
import type { Loose } from './loose.ts'
import { normalise } from './normalise.ts'
import { storedBody } from './stored-body.ts'
import { anyTombstones } from './tombstone.repo.ts'

/** What is younger may still be on its way to us by webhook. Milliseconds. */
const ON_ITS_WAY_MS = 90_000
/** Counted twice: a message may be filed under an earlier second than the one in which it could be asked for. */
const OVERLAP_MS = 5 * 60_000
/** One question's window; and how far back the first count, or one after a long absence, looks. Milliseconds. */
const SLICE_MS = 15 * 60_000
const FARTHEST_MS = 24 * 3_600_000

type Deps = OtherNames & {
  db: Database
  gateway: Pick<WhatsappGateway, 'history'>
  onCounted?: (count: Counted) => void
}
/** `counted`: what WhatsApp has; `erased`: what of it belongs to people who were erased, and is neither missed nor healed. */
type Counted = { counted: number; missed: number; healed: number; erased: number }

/**
 * Compares what WhatsApp has of a number with what came in by webhook, slice by slice since the last count, and takes in
 * what is missing as if it had come. Each slice is kept, so a run that breaks off is gone on with.
 */
export function countTask({ onCounted, ...deps }: Deps) {
  const { db } = deps
  return async ({ tenantId, traceId }: Jobs['count-instance']): Promise<void> => {
    const look = () => db.tenant(tenantId, async (tx) => ({ instance: await findInstance(tx), now: tx.now }))
    let { instance, now } = await look()
    for (;;) {
      // Up to the moment it began: what comes while it counts is the next count's, or a busy number would be counted for ever.
      const slice = instance && nextSlice(instance, now)
      if (!instance || !slice) return
      const counted = await countSlice(deps, tenantId, instance, { ...slice, traceId })
      onCounted?.(counted)
      instance = (await look()).instance
    }
  }
}

/** The stretch to be counted next; null when the number cannot be asked or everything is counted. Pure. */
export function nextSlice(
  {
    status,
    channel,
    countedUntil,
    createdAt,
  }: Pick<Instance, 'status' | 'channel' | 'countedUntil' | 'createdAt'>,
  now: Date,
): { from: Date; to: Date } | null {
  // Evolution files the official channel's messages too, but only those that reached us through it.
  if (status !== 'connected' || channel === 'official') return null
  const end = now.getTime() - ON_ITS_WAY_MS
  const farthest = now.getTime() - FARTHEST_MS
  const from = Math.max(countedUntil?.getTime() ?? createdAt.getTime(), createdAt.getTime(), farthest)
  // A stretch of seconds is not worth a question.
  if (end - from < 1000) return null
  return { from: new Date(from), to: new Date(Math.min(from + SLICE_MS, end)) }
}

type Slice = { from: Date; to: Date; traceId: string }

async function countSlice(
  { db, gateway, ...others }: Omit<Deps, 'onCounted'>,
  tenantId: string,
  instance: Instance,
  { from, to, traceId }: Slice,
): Promise<Counted> {
  const asked = new Date(Math.max(from.getTime() - OVERLAP_MS, instance.createdAt.getTime()))
  let [counted, missed, healed, erased] = [0, 0, 0, 0]
  for (let page = 1, more = true; more; page++) {
    const answer = await gateway.history({ instance: instance.name, from: asked, to, page })
    more = answer.more && answer.messages.length > 0
    const known = answer.messages.flatMap((data) => eventOf(instance, data))
    const result = await db.tenant(tenantId, async (tx) => {
      holdOffErasures(tx)
      const names = known.flatMap(({ key }) => [key, key.replace(/^messages\.upsert/, 'send.message')])
      const received = await keysReceived(tx, instance.id, names)
      const absent = known.filter(
        ({ key }) => !received.has(key) && !received.has(key.replace(/^messages\.upsert/, 'send.message')),
      )
      const missing = await withoutErased(tx, others, absent, traceId)
      let stored = 0
      // Oldest first, as they were written: a page has the newest first.
      for (const { key, body } of [...missing].reverse())
        if (await storeMissed(tx, { instanceId: instance.id, key, body, traceId })) stored++
      return { absent: missing.length, stored, erased: absent.length - missing.length }
    })
    counted += known.length
    missed += result.absent
    healed += result.stored
    erased += result.erased
  }
  const count = { counted, missed, healed, erased }
  await db.tenant(tenantId, async (tx) => {
    await writeCount(tx, instance.id, { from, to, ...count })
    await noteDone(tx, 'count')
  })
  return count
}

type Past = { key: string; body: string; about: About }

/** What an erasure took out is not missing. */
async function withoutErased(
  tx: TenantTx,
  others: OtherNames,
  absent: Past[],
  traceId: string,
): Promise<Past[]> {
  if (absent.length === 0 || !(await anyTombstones(tx))) return absent
  const abouts = absent.map(({ about }) => about)
  const judged = async () => {
    const buried = await buriedAmong(tx, others.tombstones, abouts)
    return absent.map((past, at) => {
      const { erasedAt, ...found } = buried[at]!
      return { past, erasedAt, erased: isErased({ ...past.about, ...found, erasedAt, isKnown: true }) }
    })
  }
  const before = await judged()
  let anyFound = false
  for (const { past, erasedAt, erased } of before)
    if (erased && erasedAt)
      anyFound = (await buryOtherNames(tx, others, past.about, { erasedAt, traceId })) || anyFound
  const after = anyFound ? await judged() : before
  return after.filter(({ erased }) => !erased).map(({ past }) => past)
}

/** A message of the history as the event it should have come by; nothing for what we would ignore anyway. */
function eventOf(instance: Instance, data: Loose): Past[] {
  const body = {
    event: 'messages.upsert',
    instance: instance.name,
    data,
    ...(instance.phone ? { sender: `${instance.phone}@s.whatsapp.net` } : {}),
  }
  const inbound = normalise('messages.upsert', body)
  if (inbound.type !== 'message' && inbound.type !== 'from_me') return []
  const about = aboutOf('messages.upsert', body, inbound)
  if (!about) return []
  // What the company said to somebody erased begins nothing anew; here nobody can tell a person's words from a send of ours.
  const judged = inbound.type === 'from_me' ? { ...about, what: 'own_send' as const } : about
  return [{ key: dedupeKey('messages.upsert', body), body: storedBody(body), about: judged }]
}
