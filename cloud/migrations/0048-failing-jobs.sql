-- The sweep puts to work what lost its job. It must not give a job that fails again and again all its attempts anew each
-- time, or a poisoned one never fails for good and nobody ever sees it.

-- A job under this key, for what has none. One that failed and would wait long is brought forward, its attempts kept; one
-- that failed for good stays as it is, to be seen; one held for minutes hangs, and is worked around.
create function wake_job(p_task text, p_payload json, p_at timestamptz, p_key text) returns void
  language plpgsql security definer set search_path = pg_catalog, graphile_worker
  as $$
declare v_job record;
begin
  select j.id, j.run_at, j.attempts, j.max_attempts, j.locked_at into v_job from graphile_worker._private_jobs j where j.key = p_key;
  if found and v_job.locked_at is null and v_job.attempts >= v_job.max_attempts then return; end if;
  if found and v_job.locked_at is null and v_job.run_at <= p_at + interval '5 minutes' then return; end if;
  if found and v_job.locked_at is null and v_job.attempts > 0 then
    perform graphile_worker.reschedule_jobs(array[v_job.id], p_at, null, null, null);
    return;
  end if;
  if found and v_job.locked_at > p_at - interval '5 minutes' then return; end if;
  perform graphile_worker.add_job(p_task, p_payload, run_at => p_at, job_key => p_key, max_attempts => 25, job_key_mode => 'replace');
end $$;
alter function wake_job(text, json, timestamptz, text) owner to plantao_queue;
revoke all on function wake_job(text, json, timestamptz, text) from public;
grant execute on function wake_job(text, json, timestamptz, text) to plantao_app;

-- A job that failed five times and is still tried is trouble to be seen before it is given up.
drop function queue_figures(timestamptz);
create function queue_figures(p_now timestamptz)
  returns table (task text, waiting bigint, failing bigint, dead bigint, oldest_seconds double precision)
  language sql stable security definer set search_path = pg_catalog, public, graphile_worker
  as $$ select t.identifier,
          count(*) filter (where j.attempts < j.max_attempts and j.run_at <= p_now and j.locked_at is null),
          count(*) filter (where j.attempts < j.max_attempts and j.attempts >= 5 and j.last_error is not null),
          count(*) filter (where j.attempts >= j.max_attempts and j.locked_at is null and j.last_error is not null),
          coalesce(extract(epoch from p_now - min(j.run_at) filter (where j.attempts < j.max_attempts and j.run_at <= p_now)), 0)
        from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id group by 1 $$;
alter function queue_figures(timestamptz) owner to plantao_queue;
revoke all on function queue_figures(timestamptz) from public;
grant execute on function queue_figures(timestamptz) to plantao_app;
