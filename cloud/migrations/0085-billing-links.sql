-- Whose a customer or a subscription at Stripe is. Not a tenant's: ids only, and kept when the company is deleted, so
-- that late news of it finds out that it is gone instead of finding nobody and founding it anew.
create table billing_link (
  stripe_id text primary key,
  kind text not null check (kind in ('customer', 'subscription')),
  account uuid not null,
  linked_at timestamptz not null
);
create index billing_link_account on billing_link (account);
alter table billing_link enable row level security;
alter table billing_link force row level security;
create policy own_account on billing_link using (account = public.current_tenant()) with check (account = public.current_tenant());
create policy lookup on billing_link for select to plantao_lookup using (true);
grant select, insert on billing_link to plantao_app;
grant select on billing_link to plantao_lookup;

-- Whoever migrates is under the walls, too.
alter table billing_link no force row level security;
alter table subscription no force row level security;
insert into billing_link (stripe_id, kind, account, linked_at)
  select stripe_customer, 'customer', tenant_id, updated_at from subscription where stripe_customer is not null
  union all
  select stripe_subscription, 'subscription', tenant_id, updated_at from subscription where stripe_subscription is not null;

alter table subscription force row level security;
alter table billing_link force row level security;

-- Several subscriptions of one customer may belong to a company one after the other: the row names the one that serves.
create or replace function tenant_of_stripe(p_subscription text, p_customer text) returns uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select l.account from public.billing_link l
        where (l.kind = 'subscription' and l.stripe_id = p_subscription) or (l.kind = 'customer' and l.stripe_id = p_customer)
        order by l.kind desc limit 1 $$;

-- Money that bought nothing, offered back to the owners. One row an invoice, so that nothing is given back twice.
create table repayment (
  tenant_id uuid not null references tenant,
  invoice text not null,
  stripe_subscription text not null,
  cents integer not null check (cents > 0),
  reason text not null check (reason in ('second', 'overlap')),
  offered_at timestamptz not null,
  asked_at timestamptz,
  asked_by uuid,
  repaid_at timestamptz,
  primary key (tenant_id, invoice)
);
call wall_off('repayment');
grant select, insert on repayment to plantao_app;
grant update (asked_at, asked_by, repaid_at) on repayment to plantao_app;

-- A payment that names an e-mail somebody signs in with already, and that no signed-in owner began. It is for nobody
-- yet: who reads that mailbox decides, and after some days it is given back. Ids only, so not a tenant's.
create table held_payment (
  id uuid primary key,
  stripe_subscription text not null unique,
  -- Of the link in the mail; each mail makes a new one.
  token_hash bytea unique,
  held_at timestamptz not null,
  settled_at timestamptz,
  outcome text check (outcome in ('attached', 'founded', 'returned'))
);
create index held_payment_open on held_payment (held_at) where settled_at is null;
grant select, insert on held_payment to plantao_app;
grant update (token_hash, settled_at, outcome) on held_payment to plantao_app;

-- Who had a free trial: a keyed hash of the address, kept when the company goes, so that a trial is had once.
create table trial_given (
  email_hash bytea primary key,
  given_at timestamptz not null
);
grant select, insert on trial_given to plantao_app;
