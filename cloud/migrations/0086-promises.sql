-- When what is promised by the clock was last done, so that a machine that slept makes it up, and ops see what is late.
create table chore (
  tenant_id uuid not null references tenant,
  name text not null,
  done_at timestamptz not null,
  primary key (tenant_id, name)
);
call wall_off('chore');
create policy lookup on chore for select to plantao_lookup using (true);
grant select on chore to plantao_lookup;

-- What is done for the whole house at once.
create table promise_kept (
  name text primary key,
  kept_at timestamptz not null
);
grant select, insert, update on promise_kept to plantao_app;

-- Companies for which it was last done before then, or never; those that wait longest first.
-- For these two functions.
grant select (tenant_id, created_at) on tenant to plantao_lookup;
grant select (tenant_id, status) on instance to plantao_lookup;

create function due_for_chore(p_name text, p_before timestamptz, p_most integer) returns table (tenant_id uuid)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select t.tenant_id from public.tenant t
        left join public.chore c on c.tenant_id = t.tenant_id and c.name = p_name
        where c.done_at is null or c.done_at < p_before
        order by c.done_at nulls first, t.tenant_id limit p_most $$;

-- The longest wait of any company: since it was last done, or since the company began. With `p_connected`, of those
-- whose number is connected. Null without any.
create function oldest_chore(p_name text, p_connected boolean) returns timestamptz
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select min(coalesce(c.done_at, t.created_at)) from public.tenant t
        left join public.chore c on c.tenant_id = t.tenant_id and c.name = p_name
        where not p_connected or exists (
          select from public.instance i where i.tenant_id = t.tenant_id and i.status = 'connected') $$;

do $$
declare f text;
begin
  foreach f in array array['due_for_chore(text, timestamptz, integer)', 'oldest_chore(text, boolean)'] loop
    execute format('alter function %s owner to plantao_lookup', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to plantao_app', f);
  end loop;
end $$;
