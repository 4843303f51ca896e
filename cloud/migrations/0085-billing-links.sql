-- Whose a customer or a subscription at Stripe is. Not a tenant's: ids only, and kept when the company is deleted, so
-- that late news of it finds out that it is gone instead of finding nobody and founding it anew.
create table billing_link (
  stripe_id text primary key,
  kind text not null check (kind in ('customer', 'subscription')),
  account uuid not null,
  linked_at timestamptz not null
);
create index billing_link_account on billing_link (account);
grant select, insert on billing_link to plantao_lookup;

insert into billing_link (stripe_id, kind, account, linked_at)
  select stripe_customer, 'customer', tenant_id, updated_at from subscription where stripe_customer is not null
  union all
  select stripe_subscription, 'subscription', tenant_id, updated_at from subscription where stripe_subscription is not null;

-- Several subscriptions of one customer may belong to a company one after the other: the row names the one that serves.
create or replace function tenant_of_stripe(p_subscription text, p_customer text) returns uuid
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select l.account from public.billing_link l
        where (l.kind = 'subscription' and l.stripe_id = p_subscription) or (l.kind = 'customer' and l.stripe_id = p_customer)
        order by l.kind desc limit 1 $$;

-- The first company keeps it: no later news moves a payment from one company to another.
create function link_stripe(p_id text, p_kind text, p_account uuid, p_at timestamptz) returns uuid
  language sql security definer set search_path = pg_catalog, public
  as $$ with made as (insert into public.billing_link (stripe_id, kind, account, linked_at)
          values (p_id, p_kind, p_account, p_at) on conflict do nothing returning account)
        select account from made union all select l.account from public.billing_link l where l.stripe_id = p_id limit 1 $$;

create function stripe_links_of(p_account uuid) returns table (stripe_id text, kind text)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select l.stripe_id, l.kind from public.billing_link l where l.account = p_account order by l.linked_at, l.stripe_id $$;

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

do $$
declare f text;
begin
  foreach f in array array['link_stripe(text, text, uuid, timestamptz)', 'stripe_links_of(uuid)'] loop
    execute format('alter function %s owner to plantao_lookup', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to plantao_app', f);
  end loop;
end $$;

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
