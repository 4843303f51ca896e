-- Who may make temporary tables could put one in a function's way: unless `pg_temp` stands last in its search path, it is
-- searched first. Every function that has a path of its own gets it at the end.
do $$
declare f record;
begin
  for f in
    select p.oid::regprocedure as name, substr(c.setting, length('search_path=') + 1) as path
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace, unnest(p.proconfig) as c(setting)
    where n.nspname = 'public' and c.setting like 'search_path=%' and c.setting not like '%pg_temp'
  loop
    execute format('alter routine %s set search_path = %s, pg_temp', f.name, f.path);
  end loop;
end $$;
