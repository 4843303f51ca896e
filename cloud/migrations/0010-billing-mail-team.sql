-- Payment, mail, team: what a subscription is known by at Stripe, mails as rows, invitations and password links.

alter table subscription
  add column plan text not null default 'professional',
  add column stripe_customer text,
  add column stripe_subscription text,
  -- A failed payment: when the days to mend it end, and how many mails about it went out.
  add column grace_ends_at timestamptz,
  add column grace_mails integer not null default 0,
  add column suspended_at timestamptz,
  -- When the clock, not an event, must look at it next.
  add column review_at timestamptz,
  -- Rises with every change, so that a reading of Stripe made before it is known to be stale.
  add column revision integer not null default 0;
create unique index subscription_customer on subscription (stripe_customer) where stripe_customer is not null;
create unique index subscription_stripe on subscription (stripe_subscription) where stripe_subscription is not null;
create index subscription_review on subscription (review_at) where review_at is not null;

-- Answers of the AI in a calendar month of the tenant's time zone.
create table answer_usage (
  tenant_id uuid not null references tenant,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  answers integer not null default 0,
  warned_at timestamptz,
  primary key (tenant_id, month)
);
call wall_off('answer_usage');

-- Not a tenant's: an event of Stripe's comes before we know whose it is. Ids only; what they stand for is asked of
-- Stripe when the event is applied, so neither order nor repetition matters.
create table billing_event (
  id text primary key,
  type text not null,
  checkout_session text,
  stripe_subscription text,
  stripe_customer text,
  trace_id text not null,
  received_at timestamptz not null,
  handled_at timestamptz,
  -- applied, waiting (not paid yet), unknown_customer, ignored.
  outcome text
);
create index billing_event_age on billing_event (received_at);
grant select, insert, delete on billing_event to plantao_app;
grant update (handled_at, outcome) on billing_event to plantao_app;

alter table member
  add column phone text,
  add column language text not null default 'pt' check (language in ('pt', 'en')),
  -- A temporary password opens the door until then; null for one that a person chose.
  add column password_expires_at timestamptz;

-- A mail is a row, written with whatever it tells of. `key` says what it is for: the same one is never sent twice.
-- Passwords and links are in neither row nor job: the sending task makes them.
create table mail (
  tenant_id uuid not null references tenant,
  id uuid not null,
  key text not null,
  template text not null,
  recipient text not null,
  language text not null check (language in ('pt', 'en')),
  params jsonb not null default '{}',
  status text not null default 'queued' check (status in ('queued', 'sending', 'sent', 'failed', 'obsolete')),
  attempts integer not null default 0,
  claimed_until timestamptz,
  failure text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, key)
);
call wall_off('mail');
create index mail_failed on mail (tenant_id, created_at) where status = 'failed';

create table invite (
  tenant_id uuid not null references tenant,
  id uuid not null,
  email text not null check (email = lower(email)),
  name text not null,
  role text not null check (role in ('owner', 'attendant')),
  language text not null check (language in ('pt', 'en')),
  -- Null until the mail is on its way.
  token_hash bytea,
  mail_id uuid not null,
  invited_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, invited_by) references member (tenant_id, id),
  foreign key (tenant_id, mail_id) references mail (tenant_id, id)
);
call wall_off('invite');
create unique index invite_open on invite (tenant_id, email) where accepted_at is null and revoked_at is null;
create unique index invite_token on invite (token_hash) where token_hash is not null;

create table password_reset (
  tenant_id uuid not null references tenant,
  id uuid not null,
  member_id uuid not null,
  token_hash bytea,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, member_id) references member (tenant_id, id)
);
call wall_off('password_reset');
create unique index password_reset_token on password_reset (token_hash) where token_hash is not null;

-- Before the tenant is known: three more look-ups, ids only.
grant select (tenant_id, stripe_customer, stripe_subscription, review_at) on subscription to plantao_lookup;
create policy lookup on subscription for select to plantao_lookup using (true);
grant select (tenant_id, id, token_hash) on invite to plantao_lookup;
create policy lookup on invite for select to plantao_lookup using (true);
grant select (tenant_id, id, token_hash) on password_reset to plantao_lookup;
create policy lookup on password_reset for select to plantao_lookup using (true);

create function tenant_of_stripe(p_subscription text, p_customer text) returns uuid
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select s.tenant_id from public.subscription s
        where s.stripe_subscription = p_subscription or s.stripe_customer = p_customer
        order by (s.stripe_subscription is not distinct from p_subscription) desc limit 1 $$;

create function tenant_of_invite(p_hash bytea) returns table (tenant_id uuid, invite_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select i.tenant_id, i.id from public.invite i where i.token_hash = p_hash $$;

create function tenant_of_reset(p_hash bytea) returns table (tenant_id uuid, reset_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select r.tenant_id, r.id from public.password_reset r where r.token_hash = p_hash $$;

create function due_subscriptions(p_before timestamptz, p_most integer) returns table (tenant_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select s.tenant_id from public.subscription s where s.review_at <= p_before order by s.review_at limit p_most $$;

do $$
declare f text;
begin
  foreach f in array array[
    'tenant_of_stripe(text, text)', 'tenant_of_invite(bytea)', 'tenant_of_reset(bytea)', 'due_subscriptions(timestamptz, integer)'
  ] loop
    execute format('alter function %s owner to plantao_lookup', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to plantao_app', f);
  end loop;
end $$;
