-- unaccent and pg_trgm were asked for from the beginning and never used: accents are folded where the words are. They go
-- where we made them and nothing of an operator's uses them; a superuser's own stay, and harm nobody.
do $$
declare v_name text;
begin
  for v_name in select extname from pg_extension where extname in ('unaccent', 'pg_trgm') loop
    begin
      execute format('drop extension %I restrict', v_name);
    exception when insufficient_privilege or dependent_objects_still_exist then
      raise notice 'extension % is not used any more and can be dropped', v_name;
    end;
  end loop;
end $$;
