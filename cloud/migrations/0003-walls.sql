-- Row-level security, deny by default: a table with a tenant_id is walled off unless this loop reached it, and a test
-- reads the catalogue to prove that it reached them all.
do $$
declare t text;
begin
  for t in
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where n.nspname = 'public' and c.relkind = 'r'
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_tenant on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())', t);
    execute format('grant select, insert, update, delete on %I to plantao_app', t);
  end loop;
end $$;
revoke delete on tenant, audit_log, receipt from plantao_app;
revoke update on audit_log, event_log, receipt from plantao_app;
grant select, insert, delete on schedule_slot to plantao_app;
grant usage on schema public to plantao_app, plantao_lookup, plantao_queue;

-- Before the tenant is known there is this closed list of look-ups. Each answers ids only, and each belongs to a role
-- that can read just the columns it needs.
grant select (tenant_id, id, secret_hash, previous_secret_hash) on instance to plantao_lookup;
create policy lookup on instance for select to plantao_lookup using (true);
grant select (tenant_id, id, email, removed_at) on member to plantao_lookup;
create policy lookup on member for select to plantao_lookup using (true);
grant select (tenant_id, id, current_hash, previous_hash) on refresh_family to plantao_lookup;
create policy lookup on refresh_family for select to plantao_lookup using (true);
grant select (tenant_id, slug) on tenant to plantao_lookup;
create policy lookup on tenant for select to plantao_lookup using (true);
grant select (tenant_id, message_id, conversation_id, state, claimed_at, created_at, not_before) on outbound to plantao_lookup;
create policy lookup on outbound for select to plantao_lookup using (true);
grant select (tenant_id, last_seq) on tenant_counter to plantao_lookup;
create policy lookup on tenant_counter for select to plantao_lookup using (true);
grant select (tenant_id, id, state, turn_revision, answered_revision, turn_due_at) on conversation to plantao_lookup;
create policy lookup on conversation for select to plantao_lookup using (true);

create function tenant_of_member(p_email text) returns table (tenant_id uuid, member_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select m.tenant_id, m.id from public.member m where m.email = lower(p_email) and m.removed_at is null $$;

create function tenant_of_refresh(p_hash bytea) returns table (tenant_id uuid, family_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select f.tenant_id, f.id from public.refresh_family f where f.current_hash = p_hash or f.previous_hash = p_hash $$;
create index refresh_family_current on refresh_family (current_hash);
create index refresh_family_previous on refresh_family (previous_hash) where previous_hash is not null;

create function tenant_of_slug(p_slug text) returns uuid
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select t.tenant_id from public.tenant t where t.slug = p_slug $$;

-- The newest sequence of each named tenant: the safety net under the wake-up of the realtime room.
create function newest_sequences(p_tenants uuid[]) returns table (tenant_id uuid, last_seq bigint)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select c.tenant_id, c.last_seq from public.tenant_counter c where c.tenant_id = any (p_tenants) $$;

-- Sends that nobody is looking after: the sweep under the dispatch jobs.
create function overdue_outbound(p_before timestamptz, p_most integer) returns table (tenant_id uuid, conversation_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select distinct o.tenant_id, o.conversation_id from public.outbound o
        where o.state in ('queued', 'claimed', 'ambiguous', 'held') and o.created_at < p_before and o.not_before < p_before
        limit p_most $$;
create index outbound_overdue on outbound (created_at) where state in ('queued', 'claimed', 'ambiguous', 'held');

-- Turns whose time has come and that nobody answered: the sweep under the compose jobs.
create function overdue_turns(p_before timestamptz, p_most integer) returns table (tenant_id uuid, conversation_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select c.tenant_id, c.id from public.conversation c
        where c.turn_revision > c.answered_revision and c.turn_due_at < p_before limit p_most $$;
create index conversation_overdue on conversation (turn_due_at) where turn_revision > answered_revision;

-- Is the process with this number alive? Each holds a session advisory lock of class 7331 under its number.
create function process_alive(p_process integer) returns boolean
  language sql stable
  as $$ select exists (select from pg_locks where locktype = 'advisory' and classid = 7331 and objid = p_process::oid and objsubid = 2 and granted
                       and database = (select oid from pg_database where datname = current_database())) $$;
create sequence process_number as integer cycle;
grant usage on sequence process_number to plantao_app;

-- Webhook door: authenticate, store once, enqueue, in one statement and one commit. Answers no row for a wrong secret.
create function accept_webhook(p_secret_hash bytea, p_event text, p_dedupe text, p_body jsonb, p_trace text, p_at timestamptz)
  returns table (tenant_id uuid, stored boolean)
  language plpgsql set search_path = pg_catalog, public
  as $$
declare v_tenant uuid; v_instance uuid; v_id bigint;
begin
  select i.tenant_id, i.instance_id into v_tenant, v_instance from public.tenant_of_secret(p_secret_hash) i;
  if v_tenant is null then return; end if;
  perform set_config('app.tenant_id', v_tenant::text, true);
  insert into public.raw_event as r (tenant_id, instance_id, event, dedupe_key, body, trace_id, received_at)
    values (v_tenant, v_instance, p_event, p_dedupe, p_body, p_trace, p_at)
    on conflict on constraint raw_event_tenant_id_instance_id_dedupe_key_key do nothing returning r.id into v_id;
  if v_id is not null then
    perform public.enqueue('receive', json_build_object('tenantId', v_tenant, 'rawEventId', v_id, 'traceId', p_trace), p_at, null, null);
  end if;
  tenant_id := v_tenant; stored := v_id is not null;
  return next;
end $$;

create function tenant_of_secret(p_hash bytea) returns table (tenant_id uuid, instance_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select i.tenant_id, i.id from public.instance i where i.secret_hash = p_hash or i.previous_secret_hash = p_hash limit 1 $$;

-- The application's only way into the queue. `plantao_queue` owns it and the schema behind it.
create function enqueue(p_task text, p_payload json, p_run_at timestamptz, p_key text, p_attempts integer) returns void
  language plpgsql security definer set search_path = pg_catalog, graphile_worker
  as $$ begin
    perform graphile_worker.add_job(p_task, p_payload, run_at => p_run_at, job_key => p_key,
      max_attempts => coalesce(p_attempts, 25), job_key_mode => case when p_key is null then null else 'replace' end);
  end $$;

do $$
declare f text;
begin
  foreach f in array array[
    'tenant_of_member(text)', 'tenant_of_refresh(bytea)', 'tenant_of_slug(text)', 'newest_sequences(uuid[])',
    'overdue_outbound(timestamptz, integer)', 'overdue_turns(timestamptz, integer)', 'tenant_of_secret(bytea)'
  ] loop
    execute format('alter function %s owner to plantao_lookup', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to plantao_app', f);
  end loop;
  execute 'alter function enqueue(text, json, timestamptz, text, integer) owner to plantao_queue';
  execute 'revoke all on function enqueue(text, json, timestamptz, text, integer) from public';
  execute 'grant execute on function enqueue(text, json, timestamptz, text, integer) to plantao_app';
end $$;

-- Which process a pool of workers belongs to: a dead process's jobs are freed by it (platform/queue).
create table queue_pool (
  pool_id text primary key,
  process integer not null,
  created_at timestamptz not null
);
grant select, insert, delete on queue_pool to plantao_queue;
