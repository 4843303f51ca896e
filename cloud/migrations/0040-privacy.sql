-- LGPD: a copy of everything, erasing one contact, deleting a company; and what is kept of having done so.

create table privacy_export (
  tenant_id uuid not null references tenant,
  id uuid not null,
  contact_id uuid,
  status text not null check (status in ('preparing', 'ready', 'failed', 'expired')),
  bytes bigint,
  requested_by uuid not null,
  requested_at timestamptz not null,
  ready_at timestamptz,
  expires_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, requested_by) references member (tenant_id, id)
);
call wall_off('privacy_export');
-- One in preparation for the same subject: asking twice is asking once.
create unique index privacy_export_preparing on privacy_export (tenant_id, coalesce(contact_id, '00000000-0000-0000-0000-000000000000'))
  where status = 'preparing';

-- The zip, a megabyte a row, so that it is neither held in memory nor left in a folder that a second process cannot see.
create table privacy_export_part (
  tenant_id uuid not null,
  export_id uuid not null,
  position integer not null,
  bytes bytea not null,
  primary key (tenant_id, export_id, position),
  foreign key (tenant_id, export_id) references privacy_export (tenant_id, id) on delete cascade
);
call wall_off('privacy_export_part');

-- Proof of an erasure. `contact_id` is a number nobody is known by; the contact's row is gone, so no key to it.
create table erasure_certificate (
  tenant_id uuid not null references tenant,
  id uuid not null,
  contact_id uuid not null,
  status text not null check (status in ('erasing', 'erased')),
  requested_by uuid not null,
  requested_at timestamptz not null,
  erased_at timestamptz,
  counts jsonb not null default '{}',
  primary key (tenant_id, id),
  unique (tenant_id, contact_id),
  foreign key (tenant_id, requested_by) references member (tenant_id, id)
);
call wall_off('erasure_certificate');

-- That a company was deleted, and how many rows of what: outlives the company, names nobody.
create table tenant_deletion (
  tenant_id uuid primary key,
  requested_at timestamptz not null,
  finished_at timestamptz,
  counts jsonb not null default '{}'
);
call wall_off('tenant_deletion');

-- Receipts and the audit log may not be deleted by the application; what keeping times and erasure ask for goes through
-- these functions, which see the tenant of the transaction only (the owner is under row-level security, too).
create function retire_receipts(p_before timestamptz, p_most integer) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public
  as $$
declare v_count bigint;
begin
  delete from public.receipt r where r.ctid in (
    select o.ctid from public.receipt o where o.tenant_id = public.current_tenant() and o.created_at < p_before
      and not exists (select from public.message m where m.tenant_id = o.tenant_id and m.receipt_id = o.id) limit p_most);
  get diagnostics v_count = row_count;
  return v_count;
end $$;
create index receipt_age on receipt (tenant_id, created_at);
create index message_receipt on message (tenant_id, receipt_id) where receipt_id is not null;
create index message_age on message (tenant_id, created_at);

create function erase_receipts(p_conversations uuid[]) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public
  as $$
declare v_count bigint;
begin
  delete from public.receipt r where r.tenant_id = public.current_tenant() and r.conversation_id = any (p_conversations);
  get diagnostics v_count = row_count;
  return v_count;
end $$;

-- Deletes up to p_most rows of the tenant of this transaction, whatever tables there are by then; answers how many of
-- what went, nothing when nothing is left. What another row still points at waits for a later pass.
create function erase_tenant_rows(p_most integer) returns table (relation text, deleted bigint)
  language plpgsql security definer set search_path = pg_catalog, public
  as $$
declare v_table text; v_count bigint; v_left integer := p_most;
begin
  if public.current_tenant() is null then raise exception 'no tenant'; end if;
  update public.contact set merged_into = null where tenant_id = public.current_tenant() and merged_into is not null;
  update public.conversation set merged_into = null where tenant_id = public.current_tenant() and merged_into is not null;
  for v_table in
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where n.nspname = 'public' and c.relkind = 'r'
      -- Files that still lie in the store are named there until the job has taken them out.
      and c.relname not in ('tenant_deletion', 'media_garbage')
    -- Those who point at others first; the tenant's own row last.
    order by c.relname = 'tenant', (select count(*) from pg_constraint k where k.contype = 'f' and k.confrelid = c.oid), c.relname
  loop
    exit when v_left <= 0;
    begin
      execute format('delete from public.%I where ctid in (select ctid from public.%I where tenant_id = public.current_tenant() limit %s)',
        v_table, v_table, v_left);
      get diagnostics v_count = row_count;
    exception when foreign_key_violation then v_count := 0;
    end;
    if v_count > 0 then
      v_left := v_left - v_count;
      relation := v_table; deleted := v_count;
      return next;
    end if;
  end loop;
end $$;

-- A page of every tenant there is, for the daily clearing.
create function tenants_page(p_after uuid, p_most integer) returns table (tenant_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select t.tenant_id from public.tenant t where p_after is null or t.tenant_id > p_after order by t.tenant_id limit p_most $$;

-- Conversations with people in which nobody human did anything since p_before.
grant select (last_human_at, waiting_since, merged_into) on conversation to plantao_lookup;
create index conversation_human on conversation
  ((case state when 'human_replied' then last_human_at else greatest(waiting_since, last_human_at) end)) where state <> 'ai_active';
create function stale_human_stretches(p_before timestamptz, p_most integer) returns table (tenant_id uuid, conversation_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select c.tenant_id, c.id from public.conversation c
        where c.state <> 'ai_active' and c.merged_into is null
          and (case c.state when 'human_replied' then c.last_human_at else greatest(c.waiting_since, c.last_human_at) end) < p_before
        limit p_most $$;

-- When owners were last told by mail that this conversation waits.
alter table conversation add column told_waiting_at timestamptz;
grant select (told_waiting_at) on conversation to plantao_lookup;
create function tenants_with_waiting(p_before timestamptz, p_most integer) returns table (tenant_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select distinct c.tenant_id from public.conversation c
        where c.state = 'awaiting_human' and c.merged_into is null and c.waiting_since < p_before
          and (c.told_waiting_at is null or c.told_waiting_at < c.waiting_since) limit p_most $$;

-- Jobs that failed for good. The queue belongs to plantao_queue; a member sees the own tenant's, an operator counts all.
create function dead_jobs(p_before bigint, p_most integer)
  returns table (id bigint, task text, attempts integer, failure text, failed_at timestamptz, trace_id text)
  language sql stable security definer set search_path = pg_catalog, public, graphile_worker
  as $$ select j.id, t.identifier, j.attempts::integer, j.last_error, j.updated_at, j.payload ->> 'traceId'
        from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where j.payload ->> 'tenantId' = public.current_tenant()::text and j.attempts >= j.max_attempts and j.locked_at is null
          and (p_before is null or j.id < p_before) order by j.id desc limit p_most $$;
create function retry_dead_job(p_id bigint, p_at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, graphile_worker
  as $$ begin
    if not exists (select from graphile_worker._private_jobs j where j.id = p_id
      and j.payload ->> 'tenantId' = public.current_tenant()::text and j.attempts >= j.max_attempts and j.locked_at is null) then return false; end if;
    perform graphile_worker.reschedule_jobs(array[p_id], p_at, null, 0, null);
    return true;
  end $$;
create function drop_tenant_jobs() returns void
  language sql security definer set search_path = pg_catalog, public, graphile_worker
  as $$ delete from graphile_worker._private_jobs j
        where j.payload ->> 'tenantId' = public.current_tenant()::text and j.locked_at is null
          and j.task_id <> (select t.id from graphile_worker._private_tasks t where t.identifier = 'erase-tenant') $$;
create function queue_figures(p_now timestamptz) returns table (task text, waiting bigint, dead bigint, oldest_seconds double precision)
  language sql stable security definer set search_path = pg_catalog, public, graphile_worker
  as $$ select t.identifier,
          count(*) filter (where j.attempts < j.max_attempts and j.run_at <= p_now and j.locked_at is null),
          count(*) filter (where j.attempts >= j.max_attempts and j.locked_at is null),
          coalesce(extract(epoch from p_now - min(j.run_at) filter (where j.attempts < j.max_attempts and j.run_at <= p_now)), 0)
        from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id group by 1 $$;

do $$
declare f text;
begin
  foreach f in array array['retire_receipts(timestamptz, integer)', 'erase_receipts(uuid[])', 'erase_tenant_rows(integer)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to plantao_app', f);
  end loop;
  foreach f in array array['tenants_page(uuid, integer)', 'stale_human_stretches(timestamptz, integer)', 'tenants_with_waiting(timestamptz, integer)'] loop
    execute format('alter function %s owner to plantao_lookup', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to plantao_app', f);
  end loop;
  foreach f in array array['dead_jobs(bigint, integer)', 'retry_dead_job(bigint, timestamptz)', 'drop_tenant_jobs()', 'queue_figures(timestamptz)'] loop
    execute format('alter function %s owner to plantao_queue', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to plantao_app', f);
  end loop;
end $$;
