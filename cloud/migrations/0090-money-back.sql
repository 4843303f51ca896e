-- The charge that an event tells of: money that went back, or that a bank took back.
alter table billing_event add column stripe_charge text;

-- Refunds that were made by hand at Stripe, and charges that were contested at a bank: told to the owners and shown.
create table reversal (
  tenant_id uuid not null references tenant,
  -- Of the refund or the dispute at Stripe.
  id text not null,
  kind text not null check (kind in ('refund', 'dispute')),
  state text not null check (state in ('refunded', 'open', 'won', 'lost')),
  cents integer not null check (cents > 0),
  invoice text,
  seen_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id)
);
call wall_off('reversal');

-- Payments that are on their way for hours or days: a boleto that was printed, a Pix code. Kept until they are paid or
-- over, so that whoever waits is told which. Ids only, so not a tenant's: most of them have no company yet.
create table pending_payment (
  -- Of the payment page at Stripe.
  checkout text primary key,
  account uuid not null,
  -- It is for a company that is here already.
  renews boolean not null,
  -- The address as a keyed hash: one mailbox is not written to again and again because somebody types it.
  mailbox bytea not null,
  since timestamptz not null,
  settled_at timestamptz,
  outcome text check (outcome in ('paid', 'lapsed')),
  told_at timestamptz
);
create index pending_payment_account on pending_payment (account, since) where renews;
create index pending_payment_told on pending_payment (mailbox, told_at);
grant select, insert on pending_payment to plantao_app;
grant update (settled_at, outcome, told_at) on pending_payment to plantao_app;
grant delete on pending_payment to plantao_app;

-- Companies whose money went back of late, for the operator's command. Ids and times only; the rest is read as each
-- company.
grant select (tenant_id, changed_at) on reversal to plantao_lookup;
create policy lookup on reversal for select to plantao_lookup using (true);
create function recent_reversals(p_since timestamptz, p_most integer)
  returns table (tenant_id uuid, changed_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select r.tenant_id, max(r.changed_at) from public.reversal r
        where r.changed_at >= p_since group by r.tenant_id order by max(r.changed_at) desc limit p_most $$;
alter function recent_reversals(timestamptz, integer) owner to plantao_lookup;
revoke all on function recent_reversals(timestamptz, integer) from public;
grant execute on function recent_reversals(timestamptz, integer) to plantao_app;
