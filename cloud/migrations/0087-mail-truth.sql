-- Whom a mail is for when that is a member: looked up when it leaves, for people go and change their address. Null: the
-- address that was typed.
alter table mail add column member_id uuid;

-- Mails that could not be delivered, of every company, for the operator's command. Ids, times and numbers only.
create function failed_mails(p_most integer) returns table (tenant_id uuid, mail_id uuid, created_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select m.tenant_id, m.id, m.created_at from public.mail m where m.status = 'failed'
        order by m.created_at desc limit p_most $$;
grant select (tenant_id, id, created_at, status) on mail to plantao_lookup;
alter function failed_mails(integer) owner to plantao_lookup;
revoke all on function failed_mails(integer) from public;
grant execute on function failed_mails(integer) to plantao_app;
