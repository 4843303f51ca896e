import type { Database } from './database.ts'
import type { TenantTx } from './tenant-tx.ts'

/** What is promised to each company by the clock. */
export type Chore = 'retain' | 'count'

/** Notes that it was done for the transaction's company. */
export async function noteDone(tx: TenantTx, chore: Chore): Promise<void> {
  await tx.query(
    `insert into chore (tenant_id, name, done_at) values ($1, $2, $3)
     on conflict (tenant_id, name) do update set done_at = excluded.done_at`,
    [tx.tenantId, chore, tx.now],
  )
}

/** Companies for which it was last done before then, or never; or so far ahead that a wrong clock must have noted it. */
export async function dueFor(db: Database, chore: Chore, before: Date, most: number): Promise<string[]> {
  const rows = await db.lookup<{ tenant_id: string }>('select tenant_id from due_for_chore($1, $2, $3)', [
    chore,
    before,
    most,
  ])
  return rows.map((row) => row.tenant_id)
}

/** The longest that any company has waited for it; null without companies. `connected`: of those with a number only. */
export async function oldestDone(
  db: Pick<Database, 'lookup'>,
  chore: Chore,
  connected: boolean,
): Promise<Date | null> {
  const [row] = await db.lookup<{ at: Date | null }>('select oldest_chore($1, $2) as at', [chore, connected])
  return row?.at ?? null
}

/** Of two who kept it at once the later counts; what lies further ahead was noted by a clock that was wrong. */
const WRONG_CLOCK = '2 days'

/** Notes that something for the whole house was done. */
export async function noteKept(db: Database, name: string, now: Date): Promise<void> {
  await db.lookup(
    `insert into promise_kept (name, kept_at) values ($1, $2)
     on conflict (name) do update set kept_at = case
       when promise_kept.kept_at > excluded.kept_at + interval '${WRONG_CLOCK}' then excluded.kept_at
       else greatest(promise_kept.kept_at, excluded.kept_at) end`,
    [name, now],
  )
}

export async function keptAt(db: Pick<Database, 'lookup'>): Promise<Map<string, Date>> {
  const rows = await db.lookup<{ name: string; kept_at: Date }>('select name, kept_at from promise_kept', [])
  return new Map(rows.map((row) => [row.name, row.kept_at]))
}

/**
 * When the job of one of many companies begins, so that they do not all begin at once: spread evenly, the first at once.
 * Pure.
 * @param windowMs over how long
 */
export function spread(now: Date, index: number, of: number, windowMs: number): Date {
  return new Date(now.getTime() + Math.floor((index / Math.max(1, of)) * windowMs))
}
