import type { Database } from '../platform/database.ts'

type Take = {
  name: string
  job: string
  /** JSON. */
  payload: string
  slot: Date
  /** Slots of the tick behind this instant are given free. */
  ahead: Date
}

/** A daily tick that was missed is made up for a day: its slot must be known for longer. Milliseconds. */
const KEPT_MS = 3 * 86_400_000

/**
 * Takes a slot and enqueues its job, in one statement; false when somebody took it before. Slots of the same tick that are
 * older than three days are forgotten.
 */
export async function takeOnce(db: Database, { name, job, payload, slot, ahead }: Take): Promise<boolean> {
  const taken = await db.lookup(
    `with ahead as (delete from schedule_slot where name = $1 and (slot > $5 or slot < $6)),
       slot as (insert into schedule_slot (name, slot) values ($1, $2) on conflict do nothing returning 1)
     select enqueue($3, $4, $2, null, 3) from slot`,
    [name, slot, job, payload, ahead, new Date(slot.getTime() - KEPT_MS)],
  )
  return taken.length > 0
}
