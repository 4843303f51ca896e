-- When a mail may leave: at once, or an hour after the last of its kind to the same mailbox.
alter table mail add column due_at timestamptz;
create index mail_recipient on mail (recipient, template, created_at);

grant select (recipient, template, status, created_at, due_at) on mail to plantao_lookup;
create policy lookup on mail for select to plantao_lookup using (true);

-- The last mail of a kind to a mailbox, over all companies: strangers who each write once are a flood as well. A time, and
-- nothing of who wrote. Two that ask at once are one after the other.
create function last_mail_due(p_recipient text, p_template text) returns timestamptz
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$ begin
    perform pg_advisory_xact_lock(hashtextextended(p_template || '/' || p_recipient, 7733));
    return (select max(coalesce(m.due_at, m.created_at)) from public.mail m
      where m.recipient = p_recipient and m.template = p_template and m.status not in ('failed', 'obsolete'));
  end $$;
alter function last_mail_due(text, text) owner to plantao_lookup;
revoke all on function last_mail_due(text, text) from public;
grant execute on function last_mail_due(text, text) to plantao_app;
