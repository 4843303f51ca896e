-- WhatsApp in, conversations, outbound, the record of every reaction, the event log.

create table instance (
  tenant_id uuid not null references tenant,
  id uuid not null,
  name text not null unique,
  status text not null check (status in ('disconnected', 'connecting', 'connected')),
  phone text,
  qr_code text,
  qr_image text,
  pairing_code text,
  secret_hash bytea not null,
  -- During rotation both secrets work, until Evolution has surely taken the new one.
  previous_secret_hash bytea,
  created_at timestamptz not null,
  status_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id)
);
create unique index instance_secret on instance (secret_hash);
create unique index instance_previous_secret on instance (previous_secret_hash) where previous_secret_hash is not null;

create table raw_event (
  tenant_id uuid not null,
  id bigint generated always as identity,
  instance_id uuid not null,
  event text not null,
  dedupe_key text not null,
  body jsonb not null,
  trace_id text not null,
  received_at timestamptz not null,
  handled_at timestamptz,
  -- What became of it: stored, echo, ignored:<named reason>.
  outcome text,
  primary key (tenant_id, id),
  unique (tenant_id, instance_id, dedupe_key),
  foreign key (tenant_id, instance_id) references instance (tenant_id, id)
);
create index raw_event_unhandled on raw_event (received_at) where handled_at is null;

create table contact (
  tenant_id uuid not null references tenant,
  id uuid not null,
  name text,
  phone text,
  -- Identity is normalised; sending uses the JID a message last came from.
  last_jid text not null,
  merged_into uuid,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, merged_into) references contact (tenant_id, id)
);

-- Every name one person is known by: `phone:5531988887777`, `lid:123456789012345`.
create table contact_identity (
  tenant_id uuid not null references tenant,
  identity text not null,
  contact_id uuid not null,
  primary key (tenant_id, identity),
  foreign key (tenant_id, contact_id) references contact (tenant_id, id)
);
create index contact_identity_contact on contact_identity (tenant_id, contact_id);

create table conversation (
  tenant_id uuid not null references tenant,
  id uuid not null,
  contact_id uuid not null,
  instance_id uuid not null,
  state text not null default 'ai_active' check (state in ('ai_active', 'awaiting_human', 'human_replied')),
  -- Ownership: rises whenever who may speak changes. A bot message carries the epoch it was written under.
  epoch integer not null default 0,
  -- Rises with every customer bubble, edit or withdrawal; a draft is worth what its revision is worth.
  turn_revision integer not null default 0,
  answered_revision integer not null default 0,
  turn_opened_at timestamptz,
  turn_due_at timestamptz,
  greeted_at timestamptz,
  assignee_id uuid,
  waiting_since timestamptz,
  handoff_reason text,
  handoff_question text,
  last_human_at timestamptz,
  handed_back_at timestamptz,
  last_message_id uuid,
  last_message_at timestamptz,
  unread integer not null default 0,
  closed_at timestamptz,
  merged_into uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, contact_id),
  foreign key (tenant_id, contact_id) references contact (tenant_id, id),
  foreign key (tenant_id, instance_id) references instance (tenant_id, id),
  foreign key (tenant_id, assignee_id) references member (tenant_id, id),
  foreign key (tenant_id, merged_into) references conversation (tenant_id, id)
);
create index conversation_newest on conversation (tenant_id, updated_at desc, id desc) where merged_into is null;
create index conversation_waiting on conversation (tenant_id, waiting_since, id) where state = 'awaiting_human' and merged_into is null;
create index conversation_state on conversation (tenant_id, state, updated_at desc, id desc) where merged_into is null;

create table receipt (
  tenant_id uuid not null references tenant,
  id uuid not null,
  conversation_id uuid not null,
  turn_revision integer not null,
  decision text not null check (decision in ('reply', 'clarify', 'smalltalk', 'handoff', 'silence')),
  reason text,
  question text not null,
  reply text,
  confidence real,
  threshold real,
  chunks jsonb not null default '[]',
  model text,
  input_tokens integer,
  output_tokens integer,
  cost_usd_micro bigint not null default 0,
  timings jsonb not null default '{}',
  trace_id text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  -- One reaction per turn, whatever runs twice.
  unique (tenant_id, conversation_id, turn_revision),
  foreign key (tenant_id, conversation_id) references conversation (tenant_id, id)
);

create table message (
  tenant_id uuid not null references tenant,
  id uuid not null,
  conversation_id uuid not null,
  direction text not null check (direction in ('in', 'out')),
  author text not null check (author in ('contact', 'ai', 'member', 'phone')),
  member_id uuid,
  kind text not null,
  content text,
  media jsonb,
  status text not null,
  -- Evolution's key id; for our own sends it is stored when the send resolves.
  wa_id text,
  -- WhatsApp's whole seconds, then the number of arrival, order the thread.
  at timestamptz not null,
  arrival bigint generated always as identity,
  client_id text,
  receipt_id uuid,
  -- The revision this bubble made; above the conversation's answered_revision it waits for a reaction.
  turn_revision integer,
  edited_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, conversation_id) references conversation (tenant_id, id),
  foreign key (tenant_id, member_id) references member (tenant_id, id),
  foreign key (tenant_id, receipt_id) references receipt (tenant_id, id)
);
create unique index message_wa on message (tenant_id, wa_id) where wa_id is not null;
create unique index message_client on message (tenant_id, conversation_id, client_id) where client_id is not null;
create index message_thread on message (tenant_id, conversation_id, at desc, arrival desc);

-- The dispatch protocol: docs/dispatch.md is its table of crash points.
create table outbound (
  tenant_id uuid not null references tenant,
  message_id uuid not null,
  conversation_id uuid not null,
  position bigint generated always as identity,
  -- Null for people: only what the bot says is fenced by the epoch.
  epoch integer,
  body text not null,
  state text not null default 'queued' check (state in ('queued', 'claimed', 'ambiguous', 'held', 'sent', 'failed', 'cancelled')),
  attempts integer not null default 0,
  -- The process that claimed it; its liveness is a session advisory lock (function process_alive).
  claimed_by integer,
  claimed_at timestamptz,
  not_before timestamptz not null,
  failure text,
  trace_id text not null,
  created_at timestamptz not null,
  primary key (tenant_id, message_id),
  foreign key (tenant_id, message_id) references message (tenant_id, id),
  foreign key (tenant_id, conversation_id) references conversation (tenant_id, id)
);
-- One send in flight per conversation, held by the database itself.
create unique index outbound_in_flight on outbound (tenant_id, conversation_id) where state in ('claimed', 'ambiguous');
create index outbound_open on outbound (tenant_id, conversation_id, position) where state in ('queued', 'claimed', 'ambiguous', 'held');

-- A `fromMe` that arrived while a send of ours was in the air: echo or person, the send's own answer tells.
create table unresolved_from_me (
  tenant_id uuid not null references tenant,
  conversation_id uuid not null,
  wa_id text not null,
  kind text not null,
  content text,
  media jsonb,
  at timestamptz not null,
  primary key (tenant_id, conversation_id, wa_id),
  foreign key (tenant_id, conversation_id) references conversation (tenant_id, id)
);

-- A tick that overtook the answer of the send it belongs to.
create table early_ack (
  tenant_id uuid not null references tenant,
  wa_id text not null,
  status text not null,
  at timestamptz not null,
  primary key (tenant_id, wa_id)
);

-- Work done while the customer may still be typing; thrown away when another bubble lands.
create table draft (
  tenant_id uuid not null references tenant,
  conversation_id uuid not null,
  turn_revision integer not null,
  outcome jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, conversation_id),
  foreign key (tenant_id, conversation_id) references conversation (tenant_id, id)
);

create table event_log (
  tenant_id uuid not null references tenant,
  seq bigint not null,
  type text not null,
  conversation_id uuid,
  message_id uuid,
  at timestamptz not null,
  primary key (tenant_id, seq)
);
create index event_log_age on event_log (at);

create table audit_log (
  tenant_id uuid not null references tenant,
  id uuid not null,
  member_id uuid,
  act text not null,
  subject text,
  at timestamptz not null,
  primary key (tenant_id, id)
);

-- Not a tenant's: a slot of the timetable is taken once, by whichever process comes first.
create table schedule_slot (
  name text not null,
  slot timestamptz not null,
  primary key (name, slot)
);

-- Takes the tenant's next numbers and writes the lines. Called as the last statement before a commit: the counter row
-- stays locked until then, so numbers become visible in order and without gaps.
create function append_events(p_tenant uuid, p_at timestamptz, p_types text[], p_conversations uuid[], p_messages uuid[]) returns bigint
  language plpgsql set search_path = pg_catalog, public
  as $$
declare v_last bigint; v_count integer := array_length(p_types, 1);
begin
  update public.tenant_counter c set last_seq = c.last_seq + v_count where c.tenant_id = p_tenant returning c.last_seq into strict v_last;
  insert into public.event_log (tenant_id, seq, type, conversation_id, message_id, at)
    select p_tenant, v_last - v_count + e.n, e.type, e.conversation_id, e.message_id, p_at
    from unnest(p_types, p_conversations, p_messages) with ordinality as e(type, conversation_id, message_id, n);
  return v_last;
end $$;
