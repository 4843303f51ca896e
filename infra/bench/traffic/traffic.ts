import { countTask } from '../../../cloud/src/whatsapp/index.ts'
import type { TestHouse } from '../../../cloud/test/house.ts'
import { mulberry32 } from '../../sandbox/src/random.ts'

/** What goes wrong meanwhile: shares of the events and sends concerned. */
const FAULTS = {
  duplicateWebhooks: 0.1,
  reorderWebhooks: 0.2,
  swallowWebhooks: 0.03,
  failRate: 0.02,
}
const KINDS = ['text', 'text', 'text', 'text', 'audio', 'image', 'location', 'sticker'] as const
const QUESTIONS = [
  'vocês aceitam pix?',
  'que horas abrem no domingo?',
  'oi',
  'obrigado',
  'tem pão de queijo?',
]
/** Messages bear a time past, so that the count, which leaves the newest alone, reaches them at once. Seconds. */
const WRITTEN_AGO_S = 150

/** A busy machine works a backlog off after the customers fell silent; beyond this it never will. */
const SETTLES_WITHIN_MS = 600_000

export type Traffic = {
  /** Messages the customers sent. */
  sent: number
  /** Of them, kept by us exactly once. */
  stored: number
  /** Events that came in and were never understood. */
  unhandled: number
  /** Found missing by the first count, and by a second one after it. */
  missed: number
  missedAfter: number
  /** Of the missing, stored in the end. */
  healed: number
  /** Customers' messages lost or kept twice in the end. */
  gaps: number
  /** Replies that WhatsApp took, beyond those we know to have sent and those we still ask about. */
  doubled: number
  /** Sends that had not come to rest when the waiting ended. */
  unsettled: number
  /** What the customers took to write it all, and we to come to rest after it, in seconds. */
  writing: number
  draining: number
}

/**
 * Customers write at a steady pace while webhooks are repeated, reordered and lost and sends fail; then the number is
 * counted until nothing is missing. All dice are thrown from `seed`.
 */
export async function runTraffic(
  house: TestHouse,
  {
    count,
    perSecond,
    customers,
    seed,
  }: { count: number; perSecond: number; customers: number; seed: number },
): Promise<Traffic> {
  const dice = mulberry32(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(dice() * list.length)]!
  const { db, gateway } = house.house
  await db.tenant(house.tenantId, (tx) =>
    tx.query('update instance set created_at = $2, counted_until = $2 where tenant_id = $1', [
      house.tenantId,
      new Date(tx.now.getTime() - 600_000),
    ]),
  )
  await house.sandbox('POST', '/faults', { evolution: FAULTS, seed })
  const started = performance.now()
  for (let sent = 0; sent < count; sent++) {
    const wait = started + (sent * 1000) / perSecond - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    const kind = pick(KINDS)
    const text = kind === 'text' || kind === 'audio' ? pick(QUESTIONS) : ''
    const timestamp = Math.floor(Date.now() / 1000) - WRITTEN_AGO_S
    const from = `55118${String(70_000_000 + Math.floor(dice() * customers))}`
    await house.phone(from, { kind, text, timestamp })
  }
  const wrote = performance.now()
  await house.sandbox('DELETE', '/faults')
  await settled(house)
  const drained = performance.now()
  let missed = 0
  const counting = countTask({ db, gateway, onCounted: (one) => (missed += one.missed) })
  await counting({ tenantId: house.tenantId, traceId: 'traffic' })
  const first = missed
  await settled(house)
  await db.tenant(house.tenantId, (tx) =>
    tx.query('update instance set counted_until = created_at where tenant_id = $1', [house.tenantId]),
  )
  await counting({ tenantId: house.tenantId, traceId: 'traffic' })
  const ends = await balance(house)
  return {
    sent: count,
    missed: first,
    missedAfter: missed - first,
    healed: first - Math.min(first, ends.gaps),
    ...ends,
    writing: Math.round((wrote - started) / 1000),
    draining: Math.round((drained - wrote) / 1000),
  }
}

type Ledger = { in: { id: string; fromMe: boolean }[]; out: { id: string }[] }

async function balance(
  house: TestHouse,
): Promise<Pick<Traffic, 'stored' | 'unhandled' | 'gaps' | 'doubled' | 'unsettled'>> {
  const ledger = await house.sandbox<Ledger>('GET', '/ledger')
  const { stored, unhandled, said, open } = await house.house.db.tenant(house.tenantId, async (tx) => ({
    stored: await tx.query<{ wa_id: string }>(
      `select wa_id from message where tenant_id = $1 and author = 'contact'`,
      [house.tenantId],
    ),
    unhandled: await tx.query('select id from raw_event where tenant_id = $1 and handled_at is null', [
      house.tenantId,
    ]),
    said: await tx.query<{ wa_id: string }>(
      `select m.wa_id from outbound o join message m on m.tenant_id = o.tenant_id and m.id = o.message_id
       where o.tenant_id = $1 and o.state = 'sent'`,
      [house.tenantId],
    ),
    open: await tx.query(
      `select from outbound where tenant_id = $1 and state in ('queued', 'claimed', 'ambiguous', 'held')`,
      [house.tenantId],
    ),
  }))
  const ids = stored.map((row) => row.wa_id)
  const written = new Set(ledger.in.filter(({ fromMe }) => !fromMe).map(({ id }) => id))
  const ours = new Set(said.map((row) => row.wa_id))
  const once = new Set(ids.filter((id) => written.has(id)))
  return {
    stored: once.size,
    unhandled: unhandled.length,
    gaps: written.size - once.size + (ids.length - once.size),
    doubled: Math.max(0, ledger.out.filter(({ id }) => !ours.has(id)).length - open.length),
    unsettled: open.length,
  }
}

/** Waits until nothing waits any more: events understood, turns answered, sends at rest. */
async function settled(house: TestHouse): Promise<void> {
  const until = performance.now() + SETTLES_WITHIN_MS
  let quiet = 0
  while (quiet < 4 && performance.now() < until) {
    const [row] = await house.house.db.tenant(house.tenantId, (tx) =>
      tx.query<{ open: number }>(
        `select ((select count(*) from raw_event where tenant_id = $1 and handled_at is null)
           + (select count(*) from conversation where tenant_id = $1 and turn_revision > answered_revision and merged_into is null)
           + (select count(*) from outbound where tenant_id = $1 and state in ('queued', 'claimed', 'ambiguous')))::int as open`,
        [house.tenantId],
      ),
    )
    quiet = row?.open === 0 ? quiet + 1 : 0
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
