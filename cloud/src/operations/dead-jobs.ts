import { parseArgs } from 'node:util'
import { cut } from '@plantao/shared/cut'
import type pg from 'pg'
import { redactText } from '../platform/redact.ts'
import { roleUrl } from '../platform/roles.ts'
import { withClient } from './with-client.ts'

type Dead = {
  id: string
  task: string
  tenant: string | null
  attempts: number
  failed_at: Date
  failure: string
}

/** Most that are shown; the count tells of the others. */
const MOST = 50

/**
 * `dead-jobs`: jobs of every company, and of none, that failed for good. `--retry ID` or `--retry all` gives them all
 * their attempts again.
 */
export async function deadJobs(
  args: string[],
  databaseUrl: string,
  say: (line: string) => void,
): Promise<number> {
  const { retry } = parseArgs({ args, options: { retry: { type: 'string' } } }).values
  if (retry !== undefined && retry !== 'all' && !/^\d{1,15}$/.test(retry)) {
    say('--retry needs the number of a job, or: all')
    return 2
  }
  return withClient(roleUrl(databaseUrl, 'plantao_queue'), (client) =>
    retry === undefined ? show(client, say) : runAgain(client, retry, say),
  )
}

async function show(client: pg.Client, say: (line: string) => void): Promise<number> {
  const { rows } = await client.query<Dead & { total: number }>(
    `select id, task, tenant, attempts, updated_at as failed_at, last_error as failure, count(*) over ()::integer as total
     from public.queue_job where is_dead order by id desc limit ${MOST}`,
  )
  if (rows.length === 0) say('No job has failed for good.')
  for (const { id, task, tenant, attempts, failed_at, failure } of rows) {
    const why = cut(redactText(failure).split('\n')[0]!, 200)
    say(`${id}  ${task}  ${tenant ?? '-'}  ${attempts} attempts, last ${failed_at.toISOString()}: ${why}`)
  }
  const hidden = (rows[0]?.total ?? 0) - rows.length
  if (hidden > 0) say(`and ${hidden} more`)
  return 0
}

async function runAgain(client: pg.Client, which: string, say: (line: string) => void): Promise<number> {
  const { rows } = await client.query<{ id: string }>(
    'select id from public.queue_job where is_dead and ($1::bigint is null or id = $1)',
    [which === 'all' ? null : which],
  )
  if (rows.length === 0) {
    say(which === 'all' ? 'No job has failed for good.' : `There is no dead job ${which}.`)
    return which === 'all' ? 0 : 1
  }
  await client.query('select graphile_worker.reschedule_jobs($1::bigint[], $2, null, 0, null)', [
    rows.map(({ id }) => id),
    new Date(),
  ])
  say(rows.length === 1 ? '1 job is run again.' : `${rows.length} jobs are run again.`)
  return 0
}
