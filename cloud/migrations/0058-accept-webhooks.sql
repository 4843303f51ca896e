-- The webhook door for several deliveries at once, in one statement and one commit: each is authenticated, stored once and
-- enqueued as by accept_webhook. Answers a row for each in their order, without a tenant where the secret is wrong.
create function accept_webhooks(p_deliveries json) returns table (tenant_id uuid, stored boolean)
  language plpgsql set search_path = pg_catalog, public
  as $$
declare d record; v_instance uuid; v_id bigint; v_jobs json[] := '{}';
begin
  for d in select x.* from json_to_recordset(p_deliveries)
    as x(secret_hash text, event text, dedupe text, body jsonb, trace text, at timestamptz) loop
    select i.tenant_id, i.instance_id into tenant_id, v_instance
      from public.tenant_of_secret(decode(d.secret_hash, 'hex')) i;
    v_id := null;
    if tenant_id is not null then
      perform set_config('app.tenant_id', tenant_id::text, true);
      insert into public.raw_event as r (tenant_id, instance_id, event, dedupe_key, body, trace_id, received_at)
        values (tenant_id, v_instance, d.event, d.dedupe, d.body, d.trace, d.at)
        on conflict on constraint raw_event_tenant_id_instance_id_dedupe_key_key do nothing returning r.id into v_id;
    end if;
    if v_id is not null then
      v_jobs := v_jobs || json_build_object('task', 'receive', 'runAt', d.at,
        'payload', json_build_object('tenantId', tenant_id, 'rawEventId', v_id, 'traceId', d.trace));
    end if;
    stored := v_id is not null;
    return next;
  end loop;
  if cardinality(v_jobs) > 0 then perform public.enqueue_all(array_to_json(v_jobs)); end if;
end $$;
