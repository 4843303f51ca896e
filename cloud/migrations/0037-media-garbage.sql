-- Bytes are announced as garbage before they are written for a message that may never be committed.
alter table media_garbage add column not_before timestamptz not null default 'epoch';
grant select (not_before) on media_garbage to plantao_lookup;

create or replace function tenants_with_garbage(p_now timestamptz, p_most integer) returns table (tenant_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select distinct g.tenant_id from public.media_garbage g where g.not_before <= p_now limit p_most $$;
drop function tenants_with_garbage(integer);

-- Files whose fetching lost its job.
grant select (tenant_id, message_id, state, updated_at) on media to plantao_lookup;
create policy lookup on media for select to plantao_lookup using (true);
create function overdue_media(p_before timestamptz, p_most integer) returns table (tenant_id uuid, message_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select m.tenant_id, m.message_id from public.media m where m.state = 'pending' and m.updated_at < p_before limit p_most $$;
create index media_pending on media (updated_at) where state = 'pending';

do $$
declare f text;
begin
  foreach f in array array['tenants_with_garbage(timestamptz, integer)', 'overdue_media(timestamptz, integer)'] loop
    execute format('alter function %s owner to plantao_lookup', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to plantao_app', f);
  end loop;
end $$;
