-- Ensaio: questions replayed against a text before it is published. Rows go when they expire.
create table rehearsal (
  tenant_id uuid not null references tenant,
  id uuid not null,
  content text not null check (length(content) <= 100000),
  status text not null check (status in ('queued', 'running', 'done', 'cancelled', 'failed')),
  failure text,
  source text check (source in ('customers', 'knowledge')),
  -- The published revision it is held against; null when there was none.
  against_revision uuid,
  against_number integer not null default 0,
  done integer not null default 0,
  total integer not null default 0,
  started_by uuid not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, started_by) references member (tenant_id, id)
);
call wall_off('rehearsal');
create index rehearsal_expiry on rehearsal (tenant_id, expires_at);
-- One under way for a tenant: a second start ends the first.
create unique index rehearsal_open on rehearsal (tenant_id) where status in ('queued', 'running');

-- A question and, once replayed, what became of it. The position makes a second run of the job harmless.
create table rehearsal_item (
  tenant_id uuid not null,
  id uuid not null,
  rehearsal_id uuid not null,
  position integer not null,
  question text not null,
  asked integer not null,
  verdict text check (verdict in ('changed', 'broken', 'new', 'unchanged')),
  before jsonb,
  after jsonb,
  lost_facts jsonb not null default '[]',
  primary key (tenant_id, id),
  unique (tenant_id, rehearsal_id, position),
  foreign key (tenant_id, rehearsal_id) references rehearsal (tenant_id, id) on delete cascade
);
call wall_off('rehearsal_item');
