-- Everything of one contact, in every table that names it, its conversations, messages or receipts, today's tables and
-- tomorrow's: deletes up to p_most rows of the tenant of this transaction and answers how many of what went; nothing
-- when nothing is left. The contact's and conversation's own rows go last.
create function erase_contact_rows(p_contact uuid, p_most integer) returns table (relation text, deleted bigint)
  language plpgsql security definer set search_path = pg_catalog, public
  as $$
declare v_tenant uuid := public.current_tenant(); v_contacts uuid[]; v_conversations uuid[]; v_messages uuid[]; v_receipts uuid[];
  t record; v_where text; v_count bigint; v_left integer := p_most;
begin
  if v_tenant is null then raise exception 'no tenant'; end if;
  -- Whoever was merged into the contact, or it into them, is the same person.
  with recursive same(id) as (
    select c.id from public.contact c where c.tenant_id = v_tenant and c.id = p_contact
    union select case when c.id = s.id then c.merged_into else c.id end from public.contact c join same s on c.id = s.id or c.merged_into = s.id
      where c.tenant_id = v_tenant and c.merged_into is not null)
  select coalesce(array_agg(id), '{}') into v_contacts from same;
  select coalesce(array_agg(id), '{}') into v_conversations from public.conversation where tenant_id = v_tenant and contact_id = any (v_contacts);
  select coalesce(array_agg(id), '{}') into v_messages from public.message where tenant_id = v_tenant and conversation_id = any (v_conversations);
  select coalesce(array_agg(id), '{}') into v_receipts from public.receipt where tenant_id = v_tenant and conversation_id = any (v_conversations);
  update public.conversation set last_message_id = null where tenant_id = v_tenant and id = any (v_conversations) and last_message_id is not null;
  for t in
    select c.relname as name, array_agg(a.attname) as columns from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and not a.attisdropped and a.attname in ('contact_id', 'conversation_id', 'message_id', 'receipt_id')
    where n.nspname = 'public' and c.relkind = 'r'
      and exists (select from pg_attribute b where b.attrelid = c.oid and b.attname = 'tenant_id' and not b.attisdropped)
      -- The event log has no gaps and says nothing but ids.
      and c.relname not in ('conversation', 'contact', 'erasure_certificate', 'event_log')
    group by c.oid, c.relname order by (select count(*) from pg_constraint k where k.contype = 'f' and k.confrelid = c.oid), c.relname
  loop
    exit when v_left <= 0;
    v_where := concat_ws(' or ',
      case when 'contact_id' = any (t.columns) then 'contact_id = any ($1)' end,
      case when 'conversation_id' = any (t.columns) then 'conversation_id = any ($2)' end,
      case when 'message_id' = any (t.columns) then 'message_id = any ($3)' end,
      case when 'receipt_id' = any (t.columns) then 'receipt_id = any ($4)' end);
    begin
      execute format('delete from public.%I where ctid in (select ctid from public.%I where tenant_id = $5 and (%s) limit $6)', t.name, t.name, v_where)
        using v_contacts, v_conversations, v_messages, v_receipts, v_tenant, v_left;
      get diagnostics v_count = row_count;
    exception when foreign_key_violation then v_count := 0;
    end;
    if v_count > 0 then
      v_left := v_left - v_count;
      relation := t.name; deleted := v_count;
      return next;
    end if;
  end loop;
  if v_left < p_most or v_left <= 0 then return; end if;
  -- Nothing pointed at them any more in this pass.
  update public.conversation set merged_into = null where tenant_id = v_tenant and id = any (v_conversations);
  delete from public.conversation where tenant_id = v_tenant and id = any (v_conversations);
  get diagnostics v_count = row_count;
  if v_count > 0 then relation := 'conversation'; deleted := v_count; return next; end if;
  update public.contact set merged_into = null where tenant_id = v_tenant and id = any (v_contacts);
  delete from public.contact where tenant_id = v_tenant and id = any (v_contacts);
  get diagnostics v_count = row_count;
  if v_count > 0 then relation := 'contact'; deleted := v_count; return next; end if;
end $$;
revoke all on function erase_contact_rows(uuid, integer) from public;
grant execute on function erase_contact_rows(uuid, integer) to plantao_app;
