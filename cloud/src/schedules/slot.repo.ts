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

/** Takes a slot and enqueues its job, in one statement; false when somebody took it before. */
export async function takeOnce(db: Database, { name, job, payload, slot, ahead }: Take): Promise<boolean> {
  const taken = await db.lookup(
    `with ahead as (delete from schedule_slot where name = $1 and slot > $5),
       slot as (insert into schedule_slot (name, slot) values ($1, $2) on conflict do nothing returning 1)
     select enqueue($3, $4, $2, null, 3) from slot`,
    [name, slot, job, payload, ahead],
  )
  return taken.length > 0
}
