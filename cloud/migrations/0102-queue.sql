-- All that knows how graphile-worker keeps its jobs. Its tables are private: `queue_job` is the one place that reads them,
-- and every function of ours that asks for jobs or changes some asks here, or by the library's documented functions.
-- When the library is upgraded, platform/queue-library.test.ts says what of this is to be looked at.

create view queue_job as
  select j.id, t.identifier as task, j.payload, j.payload ->> 'tenantId' as tenant, j.key, j.run_at, j.attempts,
    j.max_attempts, j.last_error, j.locked_at, j.locked_by, j.updated_at,
    -- A job whose key was replaced while it ran is left without attempts and without a failure when its worker dies: the
    -- one that replaced it does the work.
    j.attempts >= j.max_attempts and j.locked_at is null and j.last_error is not null as is_dead
  from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id;
alter view queue_job owner to plantao_queue;
revoke all on queue_job from public, plantao_app, plantao_lookup;

-- The library announces every job with a NOTIFY in the transaction that writes it. Such a transaction holds one lock of the
-- whole database from its commit's begin until the disk has it, so all of them reach the disk one after the other.
-- Called with `quiet` first in the path, the library finds a NOTIFY that does nothing; who enqueued announces after the
-- commit (platform/job-bell.ts).
create or replace function quiet.pg_notify(text, text) returns void language sql immutable as $$ select $$;

create or replace function enqueue(p_task text, p_payload json, p_run_at timestamptz, p_key text, p_attempts integer) returns void
  language plpgsql security definer set search_path = pg_catalog, graphile_worker, pg_temp
  as $$ begin
    perform graphile_worker.add_job(p_task, p_payload, run_at => p_run_at, job_key => p_key,
      max_attempts => coalesce(p_attempts, 25), job_key_mode => case when p_key is null then null else 'replace' end);
  end $$;

-- All jobs of one transaction in one call: adding them one by one is planned anew each time.
create or replace function enqueue_all(p_jobs json) returns void
  language plpgsql security definer set search_path = quiet, pg_catalog, graphile_worker, pg_temp
  as $$ begin
    perform graphile_worker.add_jobs((
      select array_agg((j ->> 'task', j -> 'payload', null, (j ->> 'runAt')::timestamptz,
        coalesce((j ->> 'attempts')::smallint, 25), j ->> 'key', null, null)::graphile_worker.job_spec)
      from json_array_elements(p_jobs) j));
  end $$;

-- The answer of a turn is given and sent: its job, kept in case the process died, has nothing left to do.
create or replace function forget_compose(p_conversation uuid) returns void
  language plpgsql security definer set search_path = quiet, pg_catalog, graphile_worker, pg_temp
  as $$ begin
    perform graphile_worker.remove_job('compose:' || public.current_tenant()::text || ':' || p_conversation::text);
  end $$;

-- A job under this key, for what has none. One that failed and would wait long is brought forward, its attempts kept; one
-- that failed for good stays as it is, to be seen; one held for minutes hangs, and is worked around.
create or replace function wake_job(p_task text, p_payload json, p_at timestamptz, p_key text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, graphile_worker, pg_temp
  as $$
declare v_job record;
begin
  select j.id, j.run_at, j.attempts, j.max_attempts, j.locked_at into v_job from public.queue_job j where j.key = p_key;
  if found and v_job.locked_at is null and v_job.attempts >= v_job.max_attempts then return; end if;
  if found and v_job.locked_at is null and v_job.run_at <= p_at + interval '5 minutes' then return; end if;
  if found and v_job.locked_at is null and v_job.attempts > 0 then
    perform graphile_worker.reschedule_jobs(array[v_job.id], p_at, null, null, null);
    return;
  end if;
  if found and v_job.locked_at > p_at - interval '5 minutes' then return; end if;
  perform graphile_worker.add_job(p_task, p_payload, run_at => p_at, job_key => p_key, max_attempts => 25, job_key_mode => 'replace');
end $$;

-- Jobs that failed for good. A member sees the own tenant's.
create or replace function dead_jobs(p_before bigint, p_most integer)
  returns table (id bigint, task text, attempts integer, failure text, failed_at timestamptz, trace_id text)
  language sql stable security definer set search_path = pg_catalog, public, graphile_worker, pg_temp
  as $$ select j.id, j.task, j.attempts::integer, j.last_error, j.updated_at, j.payload ->> 'traceId'
        from public.queue_job j
        where j.tenant = public.current_tenant()::text and j.is_dead and (p_before is null or j.id < p_before)
        order by j.id desc limit p_most $$;

create or replace function retry_dead_job(p_id bigint, p_at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, graphile_worker, pg_temp
  as $$ begin
    if not exists (select from public.queue_job j where j.id = p_id and j.tenant = public.current_tenant()::text
      and j.attempts >= j.max_attempts and j.locked_at is null) then return false; end if;
    perform graphile_worker.reschedule_jobs(array[p_id], p_at, null, 0, null);
    return true;
  end $$;

-- A company goes: its jobs, all but the one that deletes it and those that somebody is at.
create or replace function drop_tenant_jobs() returns void
  language sql security definer set search_path = pg_catalog, public, graphile_worker, pg_temp
  as $$ select from graphile_worker.complete_jobs(array(
          select j.id from public.queue_job j
          where j.tenant = public.current_tenant()::text and j.locked_at is null and j.task <> 'erase-tenant')) $$;

-- A job that failed five times and is still tried is trouble to be seen before it is given up.
create or replace function queue_figures(p_now timestamptz)
  returns table (task text, waiting bigint, failing bigint, dead bigint, oldest_seconds double precision)
  language sql stable security definer set search_path = pg_catalog, public, graphile_worker, pg_temp
  as $$ select j.task,
          count(*) filter (where j.attempts < j.max_attempts and j.run_at <= p_now and j.locked_at is null),
          count(*) filter (where j.attempts < j.max_attempts and j.attempts >= 5 and j.last_error is not null),
          count(*) filter (where j.is_dead),
          coalesce(extract(epoch from p_now - min(j.run_at) filter (where j.attempts < j.max_attempts and j.run_at <= p_now)), 0)
        from public.queue_job j group by 1 $$;

-- Pools of workers that hold jobs and whose process is dead, or unknown and older than `p_unknown_before`: a pool is made
-- known in its first instant. For plantao_queue alone.
create function dead_pools(p_unknown_before timestamptz) returns table (pool text)
  language sql stable set search_path = pg_catalog, public, pg_temp
  as $$ select distinct j.locked_by from public.queue_job j
        left join public.queue_pool p on p.pool_id = j.locked_by
        where j.locked_by is not null
          and case when p.process is null then j.locked_at < p_unknown_before else not public.process_alive(p.process) end $$;
alter function dead_pools(timestamptz) owner to plantao_queue;
revoke all on function dead_pools(timestamptz) from public;
