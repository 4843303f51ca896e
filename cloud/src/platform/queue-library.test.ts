import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'

/*
 * What of graphile-worker we lean on beyond its documents. After an upgrade that breaks a line here: read what changed, mend
 * `queue_job`, the shadowed `pg_notify` (migration 0102, by a new one) and platform/job-notifier.ts, and write the new facts down.
 */
const VERSION = '0.18.0'
/** The newest of the library's own migrations. */
const MIGRATION = 20

let database: TestDatabase
let queue: pg.Client

beforeAll(async () => {
  database = await testDatabase()
  queue = new pg.Client(database.url)
  await queue.connect()
  await queue.query('set role plantao_queue')
})
afterAll(async () => {
  await queue.end()
  await database.drop()
})

async function list(sql: string): Promise<string[]> {
  return (await queue.query<{ line: string }>(sql)).rows.map(({ line }) => line)
}

describe('graphile-worker', () => {
  it('is the version that was looked at', async () => {
    const entry = createRequire(import.meta.url).resolve('graphile-worker')
    const file = join(dirname(entry), '../package.json')
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      name: 'graphile-worker',
      version: VERSION,
    })
    expect(await list('select max(id)::text as line from graphile_worker.migrations')).toEqual([
      String(MIGRATION),
    ])
  })

  it('keeps jobs and tasks in the columns that `queue_job` reads', async () => {
    expect(
      await list(
        `select a.attname || ' ' || format_type(a.atttypid, a.atttypmod) as line from pg_attribute a
         where a.attrelid = 'graphile_worker._private_jobs'::regclass and a.attnum > 0 and not a.attisdropped order by 1`,
      ),
    ).toEqual([
      'attempts smallint',
      'created_at timestamp with time zone',
      'flags jsonb',
      'id bigint',
      'is_available boolean',
      'job_queue_id integer',
      'key text',
      'last_error text',
      'locked_at timestamp with time zone',
      'locked_by text',
      'max_attempts smallint',
      'payload json',
      'priority smallint',
      'revision integer',
      'run_at timestamp with time zone',
      'task_id integer',
      'updated_at timestamp with time zone',
    ])
    expect(
      await list(
        `select a.attname || ' ' || format_type(a.atttypid, a.atttypmod) as line from pg_attribute a
         where a.attrelid = 'graphile_worker._private_tasks'::regclass and a.attnum > 0 order by 1`,
      ),
    ).toEqual(['id integer', 'identifier text'])
  })

  it('announces by `pg_notify` without naming its schema, in these functions and no trigger', async () => {
    const told = await list(
      `select p.proname || ' ' || (select string_agg(m[1], ' ') from regexp_matches(p.prosrc, '(\\S*notify\\S*,)', 'gi') m) as line
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'graphile_worker' and p.prosrc ilike '%notify%' order by 1`,
    )
    expect(told).toEqual([
      `add_job pg_notify('jobs:insert',`,
      `add_jobs pg_notify('jobs:insert',`,
      `remove_job pg_notify('jobs:insert',`,
    ])
    expect(
      await list(
        `select g.tgname as line from pg_trigger g join pg_class c on c.oid = g.tgrelid
         join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'graphile_worker' and not g.tgisinternal`,
      ),
    ).toEqual([])
  })

  it('takes what our functions give it', async () => {
    expect(
      await list(
        `select p.oid::regprocedure::text as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname = 'graphile_worker' order by 1`,
      ),
    ).toEqual([
      'graphile_worker.add_job(text,json,text,timestamp with time zone,integer,text,integer,text[],text)',
      'graphile_worker.add_jobs(graphile_worker.job_spec[],boolean)',
      'graphile_worker.complete_jobs(bigint[])',
      'graphile_worker.force_unlock_workers(text[])',
      'graphile_worker.permanently_fail_jobs(bigint[],text)',
      'graphile_worker.remove_job(text)',
      'graphile_worker.reschedule_jobs(bigint[],timestamp with time zone,integer,integer,integer)',
    ])
    expect(
      await list(
        `select string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum) as line
         from pg_attribute a join pg_type t on t.typrelid = a.attrelid
         where t.oid = 'graphile_worker.job_spec'::regtype and a.attnum > 0`,
      ),
    ).toEqual([
      'identifier text, payload json, queue_name text, run_at timestamp with time zone, max_attempts smallint, job_key text, priority smallint, flags text[]',
    ])
  })
})

describe('of our own', () => {
  it('`queue_job` alone reads its private tables', async () => {
    expect(
      await list(
        `select distinct c.relname as line from pg_depend d join pg_rewrite r on r.oid = d.objid
         join pg_class c on c.oid = r.ev_class join pg_class p on p.oid = d.refobjid
         join pg_namespace n on n.oid = p.relnamespace
         where d.classid = 'pg_rewrite'::regclass and n.nspname = 'graphile_worker' and p.relname like '\\_private%'
           and c.relnamespace <> p.relnamespace`,
      ),
    ).toEqual(['queue_job'])
    expect(
      await list(
        `select p.proname as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname in ('public', 'quiet') and p.prosrc like '%_private_%'`,
      ),
    ).toEqual([])
  })
})
