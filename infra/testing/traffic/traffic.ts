import type { Database } from '../../../cloud/src/platform/database.ts'
import { countTask, createTombstones, type WhatsappGateway } from '../../../cloud/src/whatsapp/index.ts'
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
const SETTLES_WITHIN_MS = 900_000
const SAYS_EVERY_MS = 60_000

/** The company that is written to, and what is known of both sides of its number. */
export type TrafficGround = {
  tenantId: string
  db: Database
  gateway: Pick<WhatsappGateway, 'history'>
  /** A customer writes. */
  write(from: string, message: { kind: string; text: string; timestamp: number }): Promise<unknown>
  faults(settings: Record<string, unknown>): Promise<unknown>
  noFaults(): Promise<unknown>
  /** What went in and out on the phones' side. */
  ledger(): Promise<Ledger>
  /** The customers fell silent; what is left to do is settled from here on. */
  onWritten?(): Promise<void>
}

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
  /** Sends that were not settled when the waiting ended. */
  unsettled: number
  /** What the customers took to write it all, and we to settle it, in seconds. */
  writing: number
  draining: number
}

/**
 * Customers write at a steady pace while webhooks are repeated, reordered and lost and sends fail; then the number is
 * counted until nothing is missing. All dice are thrown from `seed`.
 */
export async function runTraffic(
  ground: TrafficGround,
  {
    count,
    perSecond,
    customers,
    seed,
    say,
  }: {
    count: number
    perSecond: number
    customers: number
    seed: number
    say?: (line: string) => void
  },
): Promise<Traffic> {
  const dice = mulberry32(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(dice() * list.length)]!
  const { db, gateway, tenantId } = ground
  await db.tenant(tenantId, (tx) =>
    tx.query('update instance set created_at = $2, counted_until = $2 where tenant_id = $1', [
      tenantId,
      new Date(tx.now.getTime() - 600_000),
    ]),
  )
  await ground.faults({ evolution: FAULTS, seed })
  const started = performance.now()
  let said = started
  for (let sent = 0; sent < count; sent++) {
    if (say && performance.now() - said > SAYS_EVERY_MS) {
      said = performance.now()
      void underWay(ground).then((open) => say(`written ${sent} of ${count}, under way ${open}`))
    }
    const wait = started + (sent * 1000) / perSecond - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    const kind = pick(KINDS)
    const text = kind === 'text' || kind === 'audio' ? pick(QUESTIONS) : ''
    const timestamp = Math.floor(Date.now() / 1000) - WRITTEN_AGO_S
    const from = `55118${String(70_000_000 + Math.floor(dice() * customers))}`
    await ground.write(from, { kind, text, timestamp })
  }
  const wrote = performance.now()
  await ground.noFaults()
  await ground.onWritten?.()
  await settled(ground, say)
  const drained = performance.now()
  let missed = 0
  // Nobody is erased in here, so any key will do.
  const tombstones = createTombstones('traffic')
  const counting = countTask({
    db,
    gateway,
    tombstones,
    eraseFound: async () => false,
    onCounted: (one) => (missed += one.missed),
  })
  await counting({ tenantId, traceId: 'traffic' })
  // The hourly count may have been there before.
  const first = await missedSoFar(ground)
  missed = 0
  say?.(`${first} found missing`)
  await settled(ground, say)
  await db.tenant(tenantId, (tx) =>
    tx.query('update instance set counted_until = created_at where tenant_id = $1', [tenantId]),
  )
  await counting({ tenantId, traceId: 'traffic' })
  await settled(ground, say)
  const ends = await balance(ground, say)
  return {
    sent: count,
    missed: first,
    missedAfter: missed,
    healed: first - Math.min(first, ends.gaps),
    ...ends,
    writing: Math.round((wrote - started) / 1000),
    draining: Math.round((drained - wrote) / 1000),
  }
}

type Ledger = { in: { id: string; fromMe: boolean }[]; out: { id: string; kind: string; at?: string }[] }

async function balance(
  ground: TrafficGround,
  say?: (line: string) => void,
): Promise<Pick<Traffic, 'stored' | 'unhandled' | 'gaps' | 'doubled' | 'unsettled'>> {
  const ledger = await ground.ledger()
  const { tenantId } = ground
  const { stored, unhandled, said, open } = await ground.db.tenant(tenantId, async (tx) => ({
    stored: await tx.query<{ wa_id: string }>(
      `select wa_id from message where tenant_id = $1 and author = 'contact'`,
      [tenantId],
    ),
    unhandled: await tx.query('select id from raw_event where tenant_id = $1 and handled_at is null', [
      tenantId,
    ]),
    said: await tx.query<{ wa_id: string }>(
      `select m.wa_id from outbound o join message m on m.tenant_id = o.tenant_id and m.id = o.message_id
       where o.tenant_id = $1 and o.state = 'sent'`,
      [tenantId],
    ),
    open: await tx.query(
      `select from outbound where tenant_id = $1 and state in ('queued', 'claimed', 'ambiguous', 'held')`,
      [tenantId],
    ),
  }))
  const ids = stored.map((row) => row.wa_id)
  const written = new Set(ledger.in.filter(({ fromMe }) => !fromMe).map(({ id }) => id))
  const ours = new Set(said.map((row) => row.wa_id))
  const once = new Set(ids.filter((id) => written.has(id)))
  const unknown = ledger.out.filter(({ id }) => !ours.has(id))
  for (const { id, kind, at } of unknown.slice(0, 20))
    say?.(`left but not known as sent: ${kind} ${id} at ${at}`)
  return {
    stored: once.size,
    unhandled: unhandled.length,
    gaps: written.size - once.size + (ids.length - once.size),
    doubled: Math.max(0, unknown.length - open.length),
    unsettled: open.length,
  }
}

/** How many the counts found missing, of all counts there were. */
async function missedSoFar({ db, tenantId }: TrafficGround): Promise<number> {
  const [row] = await db.tenant(tenantId, (tx) =>
    tx.query<{ missed: number }>(
      'select coalesce(sum(missed), 0)::int as missed from instance_ledger where tenant_id = $1',
      [tenantId],
    ),
  )
  return row!.missed
}

/** How much still waits: events to be understood, turns to be answered, sends not settled. */
async function underWay({ db, tenantId }: TrafficGround): Promise<number> {
  const [row] = await db.tenant(tenantId, (tx) =>
    tx.query<{ open: number }>(
      `select ((select count(*) from raw_event where tenant_id = $1 and handled_at is null)
         + (select count(*) from conversation where tenant_id = $1 and turn_revision > answered_revision and merged_into is null)
         + (select count(*) from outbound where tenant_id = $1 and state in ('queued', 'claimed', 'ambiguous')))::int as open`,
      [tenantId],
    ),
  )
  return row!.open
}

/** Waits until nothing waits any more. */
async function settled(ground: TrafficGround, say?: (line: string) => void): Promise<void> {
  const until = performance.now() + SETTLES_WITHIN_MS
  let quiet = 0
  let said = performance.now()
  while (quiet < 4 && performance.now() < until) {
    const open = await underWay(ground)
    if (say && performance.now() - said > SAYS_EVERY_MS) {
      said = performance.now()
      say(`settling, under way ${open}`)
    }
    quiet = open === 0 ? quiet + 1 : 0
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
