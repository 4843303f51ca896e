-- A person and their conversation in one call: found by any of their names or made, refreshed with what the newest event
-- tells, and locked until the transaction ends. Answers nothing when the names lead to several people: those must be
-- merged first. New ids come from the caller.
create function take_thread(p_tenant uuid, p_identities text[], p_instance uuid, p_jid text, p_phone text, p_name text,
    p_from_contact boolean, p_new_contact uuid, p_new_conversation uuid, p_at timestamptz) returns setof conversation
  language plpgsql set search_path = pg_catalog, public
  as $$
declare v_contacts uuid[]; v_named integer; v_identity text;
begin
  select array_agg(distinct i.contact_id order by i.contact_id), count(*) into v_contacts, v_named
    from contact_identity i where i.tenant_id = p_tenant and i.identity = any (p_identities);
  if v_named < cardinality(p_identities) then
    -- Only here may two events make the same person: one waits for the other, then looks again.
    for v_identity in select n from unnest(p_identities) n order by n loop
      perform pg_advisory_xact_lock(hashtextextended(p_tenant::text || '/' || v_identity, 7332));
    end loop;
    select array_agg(distinct i.contact_id order by i.contact_id) into v_contacts
      from contact_identity i where i.tenant_id = p_tenant and i.identity = any (p_identities);
    if v_contacts is null then
      insert into contact (tenant_id, id, name, phone, last_jid, created_at)
        values (p_tenant, p_new_contact, p_name, p_phone, p_jid, p_at);
      v_contacts := array[p_new_contact];
    end if;
    insert into contact_identity (tenant_id, identity, contact_id)
      select p_tenant, n, v_contacts[1] from unnest(p_identities) n on conflict (tenant_id, identity) do nothing;
  end if;
  if cardinality(v_contacts) > 1 then return; end if;

  -- The conversation before the contact, as everywhere.
  perform from conversation v where v.tenant_id = p_tenant and v.contact_id = v_contacts[1] for update;
  if not found then
    insert into conversation (tenant_id, id, contact_id, instance_id, created_at, updated_at)
      values (p_tenant, p_new_conversation, v_contacts[1], p_instance, p_at, p_at) on conflict (tenant_id, contact_id) do nothing;
  end if;
  return query select v.* from conversation v where v.tenant_id = p_tenant and v.contact_id = v_contacts[1] for update;

  update contact c set last_jid = case when p_from_contact then p_jid else c.last_jid end, phone = coalesce(p_phone, c.phone),
      name = case when p_from_contact then coalesce(p_name, c.name) else c.name end
    where c.tenant_id = p_tenant and c.id = v_contacts[1]
      and (c.phone is distinct from coalesce(p_phone, c.phone)
        or (p_from_contact and (c.last_jid <> p_jid or c.name is distinct from coalesce(p_name, c.name))));
end $$;

-- The answer of a turn is given and sent: its job, kept in case the process died, has nothing left to do.
create function forget_compose(p_conversation uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, graphile_worker
  as $$ begin
    perform graphile_worker.remove_job('compose:' || public.current_tenant()::text || ':' || p_conversation::text);
  end $$;
alter function forget_compose(uuid) owner to plantao_queue;
revoke all on function forget_compose(uuid) from public;
grant execute on function forget_compose(uuid) to plantao_app;
