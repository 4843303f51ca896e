-- A thread is erased as of an earlier instant, because its person turned out to have been erased then: what was decided about
-- later words goes on with them. The application may not change receipts itself. The decision of a turn that began before
-- the instant quotes what was said before it, and stays with the thread that is deleted.
create function carry_receipts(p_from uuid, p_to uuid, p_after timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare v_tenant uuid := public.current_tenant(); v_asked integer; v_decided integer; v_first integer;
begin
  if not exists (select from public.conversation where tenant_id = v_tenant and id = p_from and being_erased) then
    raise exception 'not being erased';
  end if;
  -- To be called when the later bubbles are no longer in the thread.
  select coalesce(max(turn_revision), 0) into v_asked from public.message where tenant_id = v_tenant and conversation_id = p_from;
  select coalesce(max(turn_revision) filter (where created_at <= p_after), 0), min(turn_revision) filter (where created_at > p_after)
    into v_decided, v_first from public.receipt where tenant_id = v_tenant and conversation_id = p_from;
  update public.receipt set conversation_id = p_to
    where tenant_id = v_tenant and conversation_id = p_from and created_at > p_after
      and not (v_asked > v_decided and turn_revision = v_first);
end $$;
revoke all on function carry_receipts(uuid, uuid, timestamptz) from public;
grant execute on function carry_receipts(uuid, uuid, timestamptz) to plantao_app;
