import type pg from 'pg'

/*
 * Tests turn the clock of a job, or do it themselves. The library's tables are written here and nowhere else; they are read
 * through `queue_job`.
 */

/**
 * Takes jobs out of the queue, the earliest first.
 * @param client the owner's, or the queue's own
 * @param until only what is due by then; null: whatever time it was meant for
 */
export async function takeJobs<Name extends string>(
  client: pg.Client,
  until: Date | null,
  most = 1_000,
): Promise<{ name: Name; payload: never }[]> {
  const { rows } = await client.query<{ name: Name; payload: never }>(
    `with due as (select id, task, payload, row_number() over (order by run_at, id) as n from queue_job
       where $1::timestamptz is null or run_at <= $1 order by run_at, id limit $2),
     gone as (delete from graphile_worker._private_jobs j using due where j.id = due.id returning j.id)
     select due.task as name, due.payload from due join gone on gone.id = due.id order by due.n`,
    [until, most],
  )
  return rows
}

/**
 * Changes jobs as only time and failures would.
 * @param change what is set, as SQL
 * @param which of `queue_job`, as SQL
 */
export async function changeJobs(client: pg.Client, change: string, which = 'true'): Promise<void> {
  await client.query(
    `update graphile_worker._private_jobs set ${change} where id in (select id from queue_job where ${which})`,
  )
}
