-- What 0003 did for the first tables, for each table that comes after: row-level security, forced, the tenant's own
-- rows only, and the application's rights on them.
create procedure wall_off(p_table regclass)
  language plpgsql set search_path = pg_catalog, public
  as $$
begin
  execute format('alter table %s enable row level security', p_table);
  execute format('alter table %s force row level security', p_table);
  execute format('create policy own_tenant on %s using (tenant_id = public.current_tenant()) with check (tenant_id = public.current_tenant())', p_table);
  execute format('grant select, insert, update, delete on %s to plantao_app', p_table);
end $$;
revoke all on procedure wall_off(regclass) from public;
