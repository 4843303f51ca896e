-- The house: tenants, people, settings, knowledge. Every tenant table is under row-level security from here on.
-- Roles (made by the migrator before this file, because roles belong to the cluster):
--   plantao_app     what the application signs in as; owns nothing
--   plantao_lookup  owns the definer functions; sees only what the policies below open to it
--   plantao_queue   owns the job queue's schema

-- The tenant of this transaction. A reused session holds '' where nothing was set, hence nullif.
create function current_tenant() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.tenant_id', true), '')::uuid $$;

create table tenant (
  tenant_id uuid primary key,
  name text not null,
  slug text not null unique,
  time_zone text not null default 'America/Sao_Paulo',
  created_at timestamptz not null
);

-- Counter row of the event log: numbers are given at the end of each transaction, so they show up in order.
create table tenant_counter (
  tenant_id uuid primary key references tenant,
  last_seq bigint not null default 0
);

create table subscription (
  tenant_id uuid primary key references tenant,
  state text not null check (state in ('trial', 'active', 'grace', 'suspended', 'cancelled')),
  period_ends_at timestamptz,
  updated_at timestamptz not null
);

create table member (
  tenant_id uuid not null references tenant,
  id uuid not null,
  email text not null check (email = lower(email)),
  name text not null,
  role text not null check (role in ('owner', 'attendant')),
  password_hash text not null,
  must_change_password boolean not null default true,
  created_at timestamptz not null,
  removed_at timestamptz,
  primary key (tenant_id, id)
);
-- One e-mail, one account, whatever the tenant: sign-in knows only the e-mail.
create unique index member_email on member (email) where removed_at is null;

-- One family per sign-in. The previous token stays usable until its successor is used, 60 s at most.
create table refresh_family (
  tenant_id uuid not null references tenant,
  id uuid not null,
  member_id uuid not null,
  client text not null check (client in ('browser', 'desktop')),
  current_hash bytea not null,
  previous_hash bytea,
  rotated_at timestamptz not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text,
  primary key (tenant_id, id),
  foreign key (tenant_id, member_id) references member (tenant_id, id)
);
create index refresh_family_member on refresh_family (tenant_id, member_id);

create table bot_settings (
  tenant_id uuid primary key references tenant,
  settings jsonb not null,
  updated_at timestamptz not null
);

create table knowledge_revision (
  tenant_id uuid not null references tenant,
  id uuid not null,
  number integer not null,
  content text not null check (length(content) <= 100000),
  status text not null check (status in ('indexing', 'ready', 'failed')),
  failure text,
  embedder text,
  created_by uuid,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);

create table chunk (
  tenant_id uuid not null references tenant,
  id uuid not null,
  revision_id uuid not null,
  position integer not null,
  starts integer not null,
  ends integer not null,
  heading text,
  content text not null,
  hash text not null,
  vector real[] not null,
  primary key (tenant_id, id),
  unique (tenant_id, revision_id, position),
  foreign key (tenant_id, revision_id) references knowledge_revision (tenant_id, id) on delete cascade
);

-- The pointer: searches follow `published_revision`, so a new index appears whole or not at all.
create table knowledge (
  tenant_id uuid primary key references tenant,
  published_revision uuid,
  last_number integer not null default 0,
  draft text,
  draft_at timestamptz,
  published_at timestamptz,
  foreign key (tenant_id, published_revision) references knowledge_revision (tenant_id, id)
);
