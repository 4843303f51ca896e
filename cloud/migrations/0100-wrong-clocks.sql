-- A promise that was noted by a clock that ran ahead is due: else nothing is kept until that time has come.
create or replace function due_for_chore(p_name text, p_before timestamptz, p_most integer) returns table (tenant_id uuid)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select t.tenant_id from public.tenant t
        left join public.chore c on c.tenant_id = t.tenant_id and c.name = p_name
        where c.done_at is null or c.done_at < p_before or c.done_at > p_before + interval '3 days'
        order by c.done_at nulls first, t.tenant_id limit p_most $$;
