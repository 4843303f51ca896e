-- All jobs of one transaction in one call: adding them one by one is planned anew each time.
create function enqueue_all(p_jobs json) returns void
  language plpgsql security definer set search_path = pg_catalog, graphile_worker
  as $$ begin
    perform graphile_worker.add_jobs((
      select array_agg((j ->> 'task', j -> 'payload', null, (j ->> 'runAt')::timestamptz,
        coalesce((j ->> 'attempts')::smallint, 25), j ->> 'key', null, null)::graphile_worker.job_spec)
      from json_array_elements(p_jobs) j));
  end $$;
alter function enqueue_all(json) owner to plantao_queue;
revoke all on function enqueue_all(json) from public;
grant execute on function enqueue_all(json) to plantao_app;
