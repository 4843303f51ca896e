-- Companies with more attendants than their plan has places for, as after a change to a smaller one. Plans are not kept
-- here: their names and places are given side by side.
grant select (plan) on subscription to plantao_lookup;
grant select (role) on member to plantao_lookup;
create function teams_over_plan(p_plans text[], p_places integer[], p_most integer) returns table (tenant_id uuid)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select s.tenant_id from unnest(p_plans, p_places) as plan (name, places)
        join public.subscription s on s.plan = plan.name
        where plan.places < (select count(*) from public.member m
          where m.tenant_id = s.tenant_id and m.role = 'attendant' and m.removed_at is null)
        order by s.tenant_id limit p_most $$;
alter function teams_over_plan(text[], integer[], integer) owner to plantao_lookup;
revoke all on function teams_over_plan(text[], integer[], integer) from public;
grant execute on function teams_over_plan(text[], integer[], integer) to plantao_app;
