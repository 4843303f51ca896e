import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'

export type HeldOutcome = 'attached' | 'founded' | 'returned'
export type HeldPayment = { id: string; subscription: string; heldAt: Date; outcome: HeldOutcome | null }

const COLUMNS = 'id, stripe_subscription as subscription, held_at as "heldAt", outcome'

/** Answers whether it is new. Safe to repeat. */
export async function insertHeld(
  db: Database,
  held: { id: string; subscription: string; at: Date },
): Promise<boolean> {
  const made = await db.lookup(
    `insert into held_payment (id, stripe_subscription, held_at) values ($1, $2, $3)
     on conflict do nothing returning id`,
    [held.id, held.subscription, held.at],
  )
  return made.length > 0
}

/** Replaces the link's token; an older mail's link opens nothing then. Null when it was settled meanwhile. */
export async function setHeldToken(db: Database, id: string, hash: Buffer): Promise<boolean> {
  const set = await db.lookup(
    'update held_payment set token_hash = $2 where id = $1 and settled_at is null returning id',
    [id, hash],
  )
  return set.length > 0
}

export async function heldByToken(db: Database, hash: Buffer): Promise<HeldPayment | null> {
  const [row] = await db.lookup<HeldPayment>(`select ${COLUMNS} from held_payment where token_hash = $1`, [
    hash,
  ])
  return row ?? null
}

/** Whoever settles it first has it. Answers whether that is this call. */
export async function takeHeld(tx: TenantTx, id: string, outcome: HeldOutcome): Promise<boolean> {
  const taken = await tx.query(
    'update held_payment set settled_at = $3, outcome = $2 where id = $1 and settled_at is null returning id',
    [id, outcome, tx.now],
  )
  return taken.length > 0
}

/**
 * Takes it for the company that is founded of it, in the founding's own transaction. Answers whether it may be founded: a
 * payment that was never held may, one that was settled in another way may not.
 */
export async function takeForFounding(tx: TenantTx): Promise<boolean> {
  if (await takeHeld(tx, tx.tenantId, 'founded')) return true
  const settled = await tx.query('select 1 from held_payment where id = $1', [tx.tenantId])
  return settled.length === 0
}

/** Those that nobody decided on. */
export function heldBefore(db: Database, before: Date, most: number): Promise<HeldPayment[]> {
  return db.lookup<HeldPayment>(
    `select ${COLUMNS} from held_payment where settled_at is null and held_at < $1 order by held_at limit $2`,
    [before, most],
  )
}
