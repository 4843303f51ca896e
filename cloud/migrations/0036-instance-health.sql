alter table instance
  add column channel text not null default 'phone' check (channel in ('phone', 'official')),
  -- An approved template of the official channel for what must be said outside its 24 h: {"name", "language"}.
  add column template jsonb,
  add column health text not null default 'off' check (health in
    ('ok', 'pairing', 'reconnecting', 'silent', 'qr_expired', 'logged_out', 'banned', 'replaced', 'unreachable', 'off')),
  add column health_at timestamptz,
  -- The owner was told of this trouble; null once it is over.
  add column told_at timestamptz,
  add column last_received_at timestamptz,
  -- The ledger has counted up to here.
  add column counted_until timestamptz,
  -- The next slot of the number's pace for those who did not just write.
  add column next_slot_at timestamptz;
-- Row-level security binds the owner too, who would change no row here without saying so.
alter table instance no force row level security;
update instance set health = case status when 'connected' then 'ok' when 'connecting' then 'pairing' else 'off' end, health_at = status_at;
alter table instance force row level security;
alter table instance alter column health_at set not null, alter column health_at set default 'epoch';

-- One count of a number against WhatsApp's own list: what it had, what we had missed, what was fetched again.
create table instance_ledger (
  tenant_id uuid not null references tenant,
  instance_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  counted integer not null,
  missed integer not null,
  healed integer not null,
  -- Of our own: events that came in, those understood, those not understood yet.
  received integer not null,
  handled integer not null,
  primary key (tenant_id, instance_id, to_at),
  foreign key (tenant_id, instance_id) references instance (tenant_id, id) on delete cascade
);
call wall_off('instance_ledger');
create index raw_event_received on raw_event (tenant_id, instance_id, received_at);

-- Every number there is, for the watch: ids only, a page at a time.
create function watched_instances(p_after uuid, p_most integer) returns table (tenant_id uuid, instance_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select i.tenant_id, i.id from public.instance i where p_after is null or i.id > p_after order by i.id limit p_most $$;
alter function watched_instances(uuid, integer) owner to plantao_lookup;
revoke all on function watched_instances(uuid, integer) from public;
grant execute on function watched_instances(uuid, integer) to plantao_app;
