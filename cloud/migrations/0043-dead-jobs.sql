-- A job whose key was replaced while it ran is left without attempts and without a failure when its worker dies: the
-- job that replaced it does the work, so it is not one that failed for good.
create or replace function dead_jobs(p_before bigint, p_most integer)
  returns table (id bigint, task text, attempts integer, failure text, failed_at timestamptz, trace_id text)
  language sql stable security definer set search_path = pg_catalog, public, graphile_worker
  as $$ select j.id, t.identifier, j.attempts::integer, j.last_error, j.updated_at, j.payload ->> 'traceId'
        from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where j.payload ->> 'tenantId' = public.current_tenant()::text and j.attempts >= j.max_attempts and j.locked_at is null
          and j.last_error is not null and (p_before is null or j.id < p_before) order by j.id desc limit p_most $$;
create or replace function queue_figures(p_now timestamptz) returns table (task text, waiting bigint, dead bigint, oldest_seconds double precision)
  language sql stable security definer set search_path = pg_catalog, public, graphile_worker
  as $$ select t.identifier,
          count(*) filter (where j.attempts < j.max_attempts and j.run_at <= p_now and j.locked_at is null),
          count(*) filter (where j.attempts >= j.max_attempts and j.locked_at is null and j.last_error is not null),
          coalesce(extract(epoch from p_now - min(j.run_at) filter (where j.attempts < j.max_attempts and j.run_at <= p_now)), 0)
        from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id group by 1 $$;
