-- What the migrations make of an empty database, to be read. Never run; written by: npm run schema

-- Schema public

create schema public;
grant usage on schema public to plantao_app;
grant usage on schema public to plantao_lookup;
grant usage on schema public to plantao_queue;
grant usage on schema public to public;

create sequence public.process_number as integer start 1 increment 1 cycle;
grant usage on sequence public.process_number to plantao_app;

create table public.answer_usage (
  tenant_id uuid not null,
  month text not null,
  answers integer default 0 not null,
  warned_at timestamp with time zone,
  constraint answer_usage_pkey PRIMARY KEY (tenant_id, month),
  constraint answer_usage_month_check CHECK ((month ~ '^\d{4}-\d{2}$'::text)),
  constraint answer_usage_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id)
);
alter table public.answer_usage enable row level security;
alter table public.answer_usage force row level security;
create policy own_tenant on public.answer_usage to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.answer_usage to plantao_app;

create table public.audit_log (
  tenant_id uuid not null,
  id uuid not null,
  member_id uuid,
  act text not null,
  subject text,
  at timestamp with time zone not null,
  constraint audit_log_pkey PRIMARY KEY (tenant_id, id),
  constraint audit_log_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id)
);
alter table public.audit_log enable row level security;
alter table public.audit_log force row level security;
create policy own_tenant on public.audit_log to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant insert, select on public.audit_log to plantao_app;

create table public.billing_event (
  id text not null,
  type text not null,
  checkout_session text,
  stripe_subscription text,
  stripe_customer text,
  trace_id text not null,
  received_at timestamp with time zone not null,
  handled_at timestamp with time zone,
  outcome text,
  stripe_charge text,
  constraint billing_event_pkey PRIMARY KEY (id)
);
CREATE INDEX billing_event_age ON public.billing_event USING btree (received_at);
grant delete, insert, select on public.billing_event to plantao_app;
grant update (handled_at, outcome) on public.billing_event to plantao_app;

create table public.billing_link (
  stripe_id text not null,
  kind text not null,
  account uuid not null,
  linked_at timestamp with time zone not null,
  constraint billing_link_pkey PRIMARY KEY (stripe_id),
  constraint billing_link_kind_check CHECK ((kind = ANY (ARRAY['customer'::text, 'subscription'::text])))
);
CREATE INDEX billing_link_account ON public.billing_link USING btree (account);
alter table public.billing_link enable row level security;
alter table public.billing_link force row level security;
create policy lookup on public.billing_link for select to plantao_lookup using (true);
create policy own_account on public.billing_link to public using ((account = public.current_tenant())) with check ((account = public.current_tenant()));
grant insert, select on public.billing_link to plantao_app;
grant select on public.billing_link to plantao_lookup;

create table public.bot_settings (
  tenant_id uuid not null,
  settings jsonb not null,
  updated_at timestamp with time zone not null,
  constraint bot_settings_pkey PRIMARY KEY (tenant_id),
  constraint bot_settings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id)
);
alter table public.bot_settings enable row level security;
alter table public.bot_settings force row level security;
create policy own_tenant on public.bot_settings to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.bot_settings to plantao_app;

create table public.chore (
  tenant_id uuid not null,
  name text not null,
  done_at timestamp with time zone not null,
  constraint chore_pkey PRIMARY KEY (tenant_id, name),
  constraint chore_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id)
);
alter table public.chore enable row level security;
alter table public.chore force row level security;
create policy lookup on public.chore for select to plantao_lookup using (true);
create policy own_tenant on public.chore to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.chore to plantao_app;
grant select on public.chore to plantao_lookup;

create table public.chunk (
  tenant_id uuid not null,
  id uuid not null,
  revision_id uuid not null,
  "position" integer not null,
  starts integer not null,
  ends integer not null,
  heading text,
  content text not null,
  hash text not null,
  vector real[] not null,
  constraint chunk_pkey PRIMARY KEY (tenant_id, id),
  constraint chunk_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint chunk_tenant_id_revision_id_fkey FOREIGN KEY (tenant_id, revision_id) REFERENCES public.knowledge_revision(tenant_id, id) ON DELETE CASCADE,
  constraint chunk_tenant_id_revision_id_position_key UNIQUE (tenant_id, revision_id, "position")
);
alter table public.chunk enable row level security;
alter table public.chunk force row level security;
create policy own_tenant on public.chunk to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.chunk to plantao_app;

create table public.contact (
  tenant_id uuid not null,
  id uuid not null,
  name text,
  phone text,
  last_jid text not null,
  merged_into uuid,
  created_at timestamp with time zone not null,
  constraint contact_pkey PRIMARY KEY (tenant_id, id),
  constraint contact_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint contact_tenant_id_merged_into_fkey FOREIGN KEY (tenant_id, merged_into) REFERENCES public.contact(tenant_id, id)
);
CREATE INDEX contact_merged ON public.contact USING btree (tenant_id, merged_into) WHERE (merged_into IS NOT NULL);
alter table public.contact enable row level security;
alter table public.contact force row level security;
create policy own_tenant on public.contact to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.contact to plantao_app;

create table public.contact_identity (
  tenant_id uuid not null,
  identity text not null,
  contact_id uuid not null,
  constraint contact_identity_pkey PRIMARY KEY (tenant_id, identity),
  constraint contact_identity_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES public.contact(tenant_id, id),
  constraint contact_identity_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id)
);
CREATE INDEX contact_identity_contact ON public.contact_identity USING btree (tenant_id, contact_id);
alter table public.contact_identity enable row level security;
alter table public.contact_identity force row level security;
create policy own_tenant on public.contact_identity to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.contact_identity to plantao_app;

create table public.conversation (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  instance_id uuid not null,
  state text default 'ai_active'::text not null,
  epoch integer default 0 not null,
  turn_revision integer default 0 not null,
  answered_revision integer default 0 not null,
  turn_opened_at timestamp with time zone,
  turn_due_at timestamp with time zone,
  greeted_at timestamp with time zone,
  assignee_id uuid,
  waiting_since timestamp with time zone,
  handoff_reason text,
  handoff_question text,
  last_human_at timestamp with time zone,
  handed_back_at timestamp with time zone,
  last_message_id uuid,
  last_message_at timestamp with time zone,
  unread integer default 0 not null,
  closed_at timestamp with time zone,
  merged_into uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  read_arrival bigint default 0 not null,
  last_inbound_at timestamp with time zone,
  told_waiting_at timestamp with time zone,
  being_erased boolean default false not null,
  constraint conversation_pkey PRIMARY KEY (tenant_id, id),
  constraint conversation_state_check CHECK ((state = ANY (ARRAY['ai_active'::text, 'awaiting_human'::text, 'human_replied'::text]))),
  constraint conversation_tenant_id_assignee_id_fkey FOREIGN KEY (tenant_id, assignee_id) REFERENCES public.member(tenant_id, id),
  constraint conversation_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES public.contact(tenant_id, id),
  constraint conversation_tenant_id_contact_id_key UNIQUE (tenant_id, contact_id),
  constraint conversation_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint conversation_tenant_id_instance_id_fkey FOREIGN KEY (tenant_id, instance_id) REFERENCES public.instance(tenant_id, id),
  constraint conversation_tenant_id_merged_into_fkey FOREIGN KEY (tenant_id, merged_into) REFERENCES public.conversation(tenant_id, id)
);
CREATE INDEX conversation_human ON public.conversation USING btree ((
CASE state
    WHEN 'human_replied'::text THEN last_human_at
    ELSE GREATEST(waiting_since, last_human_at)
END)) WHERE (state <> 'ai_active'::text);
CREATE INDEX conversation_merged ON public.conversation USING btree (tenant_id, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX conversation_newest ON public.conversation USING btree (tenant_id, updated_at DESC, id DESC) WHERE (merged_into IS NULL);
CREATE INDEX conversation_overdue ON public.conversation USING btree (turn_due_at) WHERE (turn_revision > answered_revision);
CREATE INDEX conversation_question_age ON public.conversation USING btree (tenant_id, updated_at) WHERE (handoff_question IS NOT NULL);
CREATE INDEX conversation_state ON public.conversation USING btree (tenant_id, state, updated_at DESC, id DESC) WHERE (merged_into IS NULL);
CREATE INDEX conversation_waiting ON public.conversation USING btree (tenant_id, waiting_since, id) WHERE ((state = 'awaiting_human'::text) AND (merged_into IS NULL));
alter table public.conversation enable row level security;
alter table public.conversation force row level security;
create policy lookup on public.conversation for select to plantao_lookup using (true);
create policy own_tenant on public.conversation to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.conversation to plantao_app;
grant select (answered_revision, handoff_reason, id, last_human_at, merged_into, state, tenant_id, told_waiting_at, turn_due_at, turn_revision, waiting_since) on public.conversation to plantao_lookup;

create table public.draft (
  tenant_id uuid not null,
  conversation_id uuid not null,
  turn_revision integer not null,
  outcome jsonb not null,
  created_at timestamp with time zone not null,
  constraint draft_pkey PRIMARY KEY (tenant_id, conversation_id),
  constraint draft_tenant_id_conversation_id_fkey FOREIGN KEY (tenant_id, conversation_id) REFERENCES public.conversation(tenant_id, id),
  constraint draft_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id)
);
alter table public.draft enable row level security;
alter table public.draft force row level security;
create policy own_tenant on public.draft to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.draft to plantao_app;

create table public.early_ack (
  tenant_id uuid not null,
  wa_id text not null,
  status text not null,
  at timestamp with time zone not null,
  constraint early_ack_pkey PRIMARY KEY (tenant_id, wa_id),
  constraint early_ack_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id)
);
alter table public.early_ack enable row level security;
alter table public.early_ack force row level security;
create policy own_tenant on public.early_ack to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.early_ack to plantao_app;

create table public.erasure_certificate (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  status text not null,
  requested_by uuid not null,
  requested_at timestamp with time zone not null,
  erased_at timestamp with time zone,
  counts jsonb default '{}'::jsonb not null,
  conversation_ids uuid[] default '{}'::uuid[] not null,
  evolution_cleared_at timestamp with time zone,
  left_in_knowledge integer default 0 not null,
  constraint erasure_certificate_pkey PRIMARY KEY (tenant_id, id),
  constraint erasure_certificate_status_check CHECK ((status = ANY (ARRAY['erasing'::text, 'erased'::text]))),
  constraint erasure_certificate_tenant_id_contact_id_key UNIQUE (tenant_id, contact_id),
  constraint erasure_certificate_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint erasure_certificate_tenant_id_requested_by_fkey FOREIGN KEY (tenant_id, requested_by) REFERENCES public.member(tenant_id, id)
);
alter table public.erasure_certificate enable row level security;
alter table public.erasure_certificate force row level security;
create policy own_tenant on public.erasure_certificate to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.erasure_certificate to plantao_app;

create table public.event_log (
  tenant_id uuid not null,
  seq bigint not null,
  type text not null,
  conversation_id uuid,
  message_id uuid,
  at timestamp with time zone not null,
  constraint event_log_pkey PRIMARY KEY (tenant_id, seq),
  constraint event_log_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id)
);
CREATE INDEX event_log_age ON public.event_log USING btree (at);
CREATE INDEX event_log_tenant_age ON public.event_log USING btree (tenant_id, at);
alter table public.event_log enable row level security;
alter table public.event_log force row level security;
create policy own_tenant on public.event_log to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select on public.event_log to plantao_app;

create table public.held_payment (
  id uuid not null,
  stripe_subscription text not null,
  token_hash bytea,
  held_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  outcome text,
  constraint held_payment_pkey PRIMARY KEY (id),
  constraint held_payment_outcome_check CHECK ((outcome = ANY (ARRAY['attached'::text, 'founded'::text, 'returned'::text]))),
  constraint held_payment_stripe_subscription_key UNIQUE (stripe_subscription),
  constraint held_payment_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX held_payment_open ON public.held_payment USING btree (held_at) WHERE (settled_at IS NULL);
grant insert, select on public.held_payment to plantao_app;
grant update (outcome, settled_at, token_hash) on public.held_payment to plantao_app;

create table public.insight_day (
  tenant_id uuid not null,
  day date not null,
  time_zone text not null,
  received integer not null,
  questions integer not null,
  answered_by_ai integer not null,
  handoffs integer not null,
  sent_by_people integer not null,
  durable integer not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cost_usd_micro bigint not null,
  reasons jsonb not null,
  bot_times jsonb not null,
  human_times jsonb not null,
  written_at timestamp with time zone not null,
  constraint insight_day_pkey PRIMARY KEY (tenant_id, day),
  constraint insight_day_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id)
);
alter table public.insight_day enable row level security;
alter table public.insight_day force row level security;
create policy own_tenant on public.insight_day to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.insight_day to plantao_app;

create table public.instance (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  status text not null,
  phone text,
  qr_code text,
  qr_image text,
  pairing_code text,
  secret_hash bytea not null,
  previous_secret_hash bytea,
  created_at timestamp with time zone not null,
  status_at timestamp with time zone not null,
  channel text default 'phone'::text not null,
  template jsonb,
  health text default 'off'::text not null,
  health_at timestamp with time zone default '1970-01-01 00:00:00+00'::timestamp with time zone not null,
  told_at timestamp with time zone,
  last_received_at timestamp with time zone,
  counted_until timestamp with time zone,
  next_slot_at timestamp with time zone,
  constraint instance_pkey PRIMARY KEY (tenant_id, id),
  constraint instance_channel_check CHECK ((channel = ANY (ARRAY['phone'::text, 'official'::text]))),
  constraint instance_health_check CHECK ((health = ANY (ARRAY['ok'::text, 'pairing'::text, 'reconnecting'::text, 'silent'::text, 'qr_expired'::text, 'logged_out'::text, 'banned'::text, 'replaced'::text, 'unreachable'::text, 'off'::text]))),
  constraint instance_name_key UNIQUE (name),
  constraint instance_status_check CHECK ((status = ANY (ARRAY['disconnected'::text, 'connecting'::text, 'connected'::text]))),
  constraint instance_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint instance_tenant_id_key UNIQUE (tenant_id)
);
CREATE UNIQUE INDEX instance_previous_secret ON public.instance USING btree (previous_secret_hash) WHERE (previous_secret_hash IS NOT NULL);
CREATE UNIQUE INDEX instance_secret ON public.instance USING btree (secret_hash);
alter table public.instance enable row level security;
alter table public.instance force row level security;
create policy lookup on public.instance for select to plantao_lookup using (true);
create policy own_tenant on public.instance to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.instance to plantao_app;
grant select (id, previous_secret_hash, secret_hash, status, tenant_id) on public.instance to plantao_lookup;

create table public.instance_ledger (
  tenant_id uuid not null,
  instance_id uuid not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  counted integer not null,
  missed integer not null,
  healed integer not null,
  received integer not null,
  handled integer not null,
  erased integer default 0 not null,
  constraint instance_ledger_pkey PRIMARY KEY (tenant_id, instance_id, to_at),
  constraint instance_ledger_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint instance_ledger_tenant_id_instance_id_fkey FOREIGN KEY (tenant_id, instance_id) REFERENCES public.instance(tenant_id, id) ON DELETE CASCADE
);
alter table public.instance_ledger enable row level security;
alter table public.instance_ledger force row level security;
create policy own_tenant on public.instance_ledger to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.instance_ledger to plantao_app;

create table public.invite (
  tenant_id uuid not null,
  id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  language text not null,
  token_hash bytea,
  mail_id uuid not null,
  invited_by uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint invite_pkey PRIMARY KEY (tenant_id, id),
  constraint invite_email_check CHECK ((email = lower(email))),
  constraint invite_language_check CHECK ((language = ANY (ARRAY['pt'::text, 'en'::text]))),
  constraint invite_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'attendant'::text]))),
  constraint invite_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint invite_tenant_id_invited_by_fkey FOREIGN KEY (tenant_id, invited_by) REFERENCES public.member(tenant_id, id),
  constraint invite_tenant_id_mail_id_fkey FOREIGN KEY (tenant_id, mail_id) REFERENCES public.mail(tenant_id, id)
);
CREATE UNIQUE INDEX invite_open ON public.invite USING btree (tenant_id, email) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));
CREATE UNIQUE INDEX invite_token ON public.invite USING btree (token_hash) WHERE (token_hash IS NOT NULL);
alter table public.invite enable row level security;
alter table public.invite force row level security;
create policy lookup on public.invite for select to plantao_lookup using (true);
create policy own_tenant on public.invite to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.invite to plantao_app;
grant select (id, tenant_id, token_hash) on public.invite to plantao_lookup;

create table public.knowledge (
  tenant_id uuid not null,
  published_revision uuid,
  last_number integer default 0 not null,
  draft text,
  draft_at timestamp with time zone,
  published_at timestamp with time zone,
  constraint knowledge_pkey PRIMARY KEY (tenant_id),
  constraint knowledge_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint knowledge_tenant_id_published_revision_fkey FOREIGN KEY (tenant_id, published_revision) REFERENCES public.knowledge_revision(tenant_id, id)
);
alter table public.knowledge enable row level security;
alter table public.knowledge force row level security;
create policy own_tenant on public.knowledge to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.knowledge to plantao_app;

create table public.knowledge_index (
  tenant_id uuid not null,
  revision_id uuid not null,
  form text not null,
  bytes bytea not null,
  constraint knowledge_index_pkey PRIMARY KEY (tenant_id, revision_id),
  constraint knowledge_index_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint knowledge_index_tenant_id_revision_id_fkey FOREIGN KEY (tenant_id, revision_id) REFERENCES public.knowledge_revision(tenant_id, id) ON DELETE CASCADE
);
alter table public.knowledge_index enable row level security;
alter table public.knowledge_index force row level security;
create policy own_tenant on public.knowledge_index to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.knowledge_index to plantao_app;

create table public.knowledge_matrix (
  tenant_id uuid not null,
  revision_id uuid not null,
  chunk_ids uuid[] not null,
  bytes bytea not null,
  constraint knowledge_matrix_pkey PRIMARY KEY (tenant_id, revision_id),
  constraint knowledge_matrix_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint knowledge_matrix_tenant_id_revision_id_fkey FOREIGN KEY (tenant_id, revision_id) REFERENCES public.knowledge_revision(tenant_id, id) ON DELETE CASCADE
);
alter table public.knowledge_matrix enable row level security;
alter table public.knowledge_matrix force row level security;
create policy own_tenant on public.knowledge_matrix to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.knowledge_matrix to plantao_app;

create table public.knowledge_revision (
  tenant_id uuid not null,
  id uuid not null,
  number integer not null,
  content text not null,
  status text not null,
  failure text,
  embedder text,
  created_by uuid,
  created_at timestamp with time zone not null,
  origin text default 'editor'::text not null,
  restored_from integer,
  indexed_chunks integer default 0 not null,
  total_chunks integer default 0 not null,
  constraint knowledge_revision_pkey PRIMARY KEY (tenant_id, id),
  constraint knowledge_revision_content_check CHECK ((length(content) <= 100000)),
  constraint knowledge_revision_origin_check CHECK ((origin = ANY (ARRAY['editor'::text, 'restore'::text, 'proposal'::text]))),
  constraint knowledge_revision_status_check CHECK ((status = ANY (ARRAY['indexing'::text, 'ready'::text, 'failed'::text]))),
  constraint knowledge_revision_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint knowledge_revision_tenant_id_number_key UNIQUE (tenant_id, number)
);
alter table public.knowledge_revision enable row level security;
alter table public.knowledge_revision force row level security;
create policy own_tenant on public.knowledge_revision to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.knowledge_revision to plantao_app;

create table public.mail (
  tenant_id uuid not null,
  id uuid not null,
  key text not null,
  template text not null,
  recipient text not null,
  language text not null,
  params jsonb default '{}'::jsonb not null,
  status text default 'queued'::text not null,
  attempts integer default 0 not null,
  claimed_until timestamp with time zone,
  failure text,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  due_at timestamp with time zone,
  member_id uuid,
  constraint mail_pkey PRIMARY KEY (tenant_id, id),
  constraint mail_language_check CHECK ((language = ANY (ARRAY['pt'::text, 'en'::text]))),
  constraint mail_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'obsolete'::text]))),
  constraint mail_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint mail_tenant_id_key_key UNIQUE (tenant_id, key)
);
CREATE INDEX mail_failed ON public.mail USING btree (tenant_id, created_at) WHERE (status = 'failed'::text);
CREATE INDEX mail_recipient ON public.mail USING btree (recipient, template, created_at);
alter table public.mail enable row level security;
alter table public.mail force row level security;
create policy lookup on public.mail for select to plantao_lookup using (true);
create policy own_tenant on public.mail to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.mail to plantao_app;
grant select (created_at, due_at, id, recipient, status, template, tenant_id) on public.mail to plantao_lookup;

create table public.media (
  tenant_id uuid not null,
  message_id uuid not null,
  state text not null,
  failure text,
  storage_key text not null,
  mime text,
  file_name text,
  bytes bigint,
  sha256 bytea,
  attempts integer default 0 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint media_pkey PRIMARY KEY (tenant_id, message_id),
  constraint media_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'ready'::text, 'failed'::text]))),
  constraint media_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint media_tenant_id_message_id_fkey FOREIGN KEY (tenant_id, message_id) REFERENCES public.message(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX media_pending ON public.media USING btree (updated_at) WHERE (state = 'pending'::text);
CREATE TRIGGER media_deleted AFTER DELETE ON public.media FOR EACH ROW EXECUTE FUNCTION public.media_deleted();
alter table public.media enable row level security;
alter table public.media force row level security;
create policy lookup on public.media for select to plantao_lookup using (true);
create policy own_tenant on public.media to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.media to plantao_app;
grant select (message_id, state, tenant_id, updated_at) on public.media to plantao_lookup;

create table public.media_garbage (
  tenant_id uuid not null,
  storage_key text not null,
  not_before timestamp with time zone default '1970-01-01 00:00:00+00'::timestamp with time zone not null,
  constraint media_garbage_pkey PRIMARY KEY (tenant_id, storage_key)
);
alter table public.media_garbage enable row level security;
alter table public.media_garbage force row level security;
create policy lookup on public.media_garbage for select to plantao_lookup using (true);
create policy own_tenant on public.media_garbage to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.media_garbage to plantao_app;
grant select (not_before, tenant_id) on public.media_garbage to plantao_lookup;

create table public.member (
  tenant_id uuid not null,
  id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  password_hash text not null,
  must_change_password boolean default true not null,
  created_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  phone text,
  language text default 'pt'::text not null,
  password_expires_at timestamp with time zone,
  constraint member_pkey PRIMARY KEY (tenant_id, id),
  constraint member_email_check CHECK ((email = lower(email))),
  constraint member_language_check CHECK ((language = ANY (ARRAY['pt'::text, 'en'::text]))),
  constraint member_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'attendant'::text]))),
  constraint member_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id)
);
CREATE UNIQUE INDEX member_email ON public.member USING btree (email) WHERE (removed_at IS NULL);
alter table public.member enable row level security;
alter table public.member force row level security;
create policy lookup on public.member for select to plantao_lookup using (true);
create policy own_tenant on public.member to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.member to plantao_app;
grant select (email, id, removed_at, role, tenant_id) on public.member to plantao_lookup;

create table public.message (
  tenant_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  direction text not null,
  author text not null,
  member_id uuid,
  kind text not null,
  content text,
  media jsonb,
  status text not null,
  wa_id text,
  at timestamp with time zone not null,
  arrival bigint generated always as identity not null,
  client_id text,
  receipt_id uuid,
  turn_revision integer,
  edited_at timestamp with time zone,
  deleted_at timestamp with time zone,
  created_at timestamp with time zone not null,
  reactions jsonb,
  late boolean default false not null,
  original text,
  constraint message_pkey PRIMARY KEY (tenant_id, id),
  constraint message_author_check CHECK ((author = ANY (ARRAY['contact'::text, 'ai'::text, 'member'::text, 'phone'::text]))),
  constraint message_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
  constraint message_tenant_id_conversation_id_fkey FOREIGN KEY (tenant_id, conversation_id) REFERENCES public.conversation(tenant_id, id),
  constraint message_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint message_tenant_id_member_id_fkey FOREIGN KEY (tenant_id, member_id) REFERENCES public.member(tenant_id, id),
  constraint message_tenant_id_receipt_id_fkey FOREIGN KEY (tenant_id, receipt_id) REFERENCES public.receipt(tenant_id, id)
);
CREATE INDEX message_age ON public.message USING btree (tenant_id, created_at);
CREATE UNIQUE INDEX message_client ON public.message USING btree (tenant_id, conversation_id, client_id) WHERE (client_id IS NOT NULL);
CREATE INDEX message_late ON public.message USING btree (tenant_id, at) WHERE late;
CREATE INDEX message_person ON public.message USING btree (tenant_id, conversation_id, at) WHERE (author = ANY (ARRAY['member'::text, 'phone'::text]));
CREATE INDEX message_receipt ON public.message USING btree (tenant_id, receipt_id) WHERE (receipt_id IS NOT NULL);
CREATE INDEX message_thread ON public.message USING btree (tenant_id, conversation_id, at DESC, arrival DESC);
CREATE INDEX message_turn ON public.message USING btree (tenant_id, conversation_id, turn_revision) WHERE (author = 'contact'::text);
CREATE UNIQUE INDEX message_wa ON public.message USING btree (tenant_id, wa_id) WHERE (wa_id IS NOT NULL);
alter table public.message enable row level security;
alter table public.message force row level security;
create policy own_tenant on public.message to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.message to plantao_app;

create table public.model_spend (
  tenant_id uuid not null,
  month date not null,
  cost_usd_micro bigint default 0 not null,
  calls integer default 0 not null,
  constraint model_spend_pkey PRIMARY KEY (tenant_id, month),
  constraint model_spend_cost_usd_micro_check CHECK ((cost_usd_micro >= 0)),
  constraint model_spend_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  constraint model_spend_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id)
);
alter table public.model_spend enable row level security;
alter table public.model_spend force row level security;
create policy own_tenant on public.model_spend to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.model_spend to plantao_app;

create table public.outbound (
  tenant_id uuid not null,
  message_id uuid not null,
  conversation_id uuid not null,
  "position" bigint generated always as identity not null,
  epoch integer,
  body text not null,
  state text default 'queued'::text not null,
  attempts integer default 0 not null,
  claimed_by integer,
  claimed_at timestamp with time zone,
  not_before timestamp with time zone not null,
  failure text,
  trace_id text not null,
  created_at timestamp with time zone not null,
  kind text default 'text'::text not null,
  paced boolean default false not null,
  for_turn integer,
  constraint outbound_pkey PRIMARY KEY (tenant_id, message_id),
  constraint outbound_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'image'::text, 'video'::text, 'document'::text, 'audio'::text]))),
  constraint outbound_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'claimed'::text, 'ambiguous'::text, 'held'::text, 'sent'::text, 'failed'::text, 'cancelled'::text]))),
  constraint outbound_tenant_id_conversation_id_fkey FOREIGN KEY (tenant_id, conversation_id) REFERENCES public.conversation(tenant_id, id),
  constraint outbound_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint outbound_tenant_id_message_id_fkey FOREIGN KEY (tenant_id, message_id) REFERENCES public.message(tenant_id, id)
);
CREATE UNIQUE INDEX outbound_in_flight ON public.outbound USING btree (tenant_id, conversation_id) WHERE (state = ANY (ARRAY['claimed'::text, 'ambiguous'::text]));
CREATE INDEX outbound_open ON public.outbound USING btree (tenant_id, conversation_id, "position") WHERE (state = ANY (ARRAY['queued'::text, 'claimed'::text, 'ambiguous'::text, 'held'::text]));
CREATE INDEX outbound_overdue ON public.outbound USING btree (created_at) WHERE (state = ANY (ARRAY['queued'::text, 'claimed'::text, 'ambiguous'::text, 'held'::text]));
alter table public.outbound enable row level security;
alter table public.outbound force row level security;
create policy lookup on public.outbound for select to plantao_lookup using (true);
create policy own_tenant on public.outbound to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.outbound to plantao_app;
grant select (claimed_at, conversation_id, created_at, message_id, not_before, state, tenant_id) on public.outbound to plantao_lookup;

create table public.password_reset (
  tenant_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  token_hash bytea,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint password_reset_pkey PRIMARY KEY (tenant_id, id),
  constraint password_reset_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint password_reset_tenant_id_member_id_fkey FOREIGN KEY (tenant_id, member_id) REFERENCES public.member(tenant_id, id)
);
CREATE UNIQUE INDEX password_reset_token ON public.password_reset USING btree (token_hash) WHERE (token_hash IS NOT NULL);
alter table public.password_reset enable row level security;
alter table public.password_reset force row level security;
create policy lookup on public.password_reset for select to plantao_lookup using (true);
create policy own_tenant on public.password_reset to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.password_reset to plantao_app;
grant select (id, tenant_id, token_hash) on public.password_reset to plantao_lookup;

create table public.pending_payment (
  checkout text not null,
  account uuid not null,
  renews boolean not null,
  mailbox bytea not null,
  since timestamp with time zone not null,
  settled_at timestamp with time zone,
  outcome text,
  told_at timestamp with time zone,
  constraint pending_payment_pkey PRIMARY KEY (checkout),
  constraint pending_payment_outcome_check CHECK ((outcome = ANY (ARRAY['paid'::text, 'lapsed'::text])))
);
CREATE INDEX pending_payment_account ON public.pending_payment USING btree (account, since) WHERE renews;
CREATE INDEX pending_payment_told ON public.pending_payment USING btree (mailbox, told_at);
grant delete, insert, select on public.pending_payment to plantao_app;
grant update (outcome, settled_at, told_at) on public.pending_payment to plantao_app;

create table public.privacy_export (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid,
  status text not null,
  bytes bigint,
  requested_by uuid not null,
  requested_at timestamp with time zone not null,
  ready_at timestamp with time zone,
  expires_at timestamp with time zone,
  constraint privacy_export_pkey PRIMARY KEY (tenant_id, id),
  constraint privacy_export_status_check CHECK ((status = ANY (ARRAY['preparing'::text, 'ready'::text, 'failed'::text, 'expired'::text]))),
  constraint privacy_export_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint privacy_export_tenant_id_requested_by_fkey FOREIGN KEY (tenant_id, requested_by) REFERENCES public.member(tenant_id, id)
);
CREATE UNIQUE INDEX privacy_export_preparing ON public.privacy_export USING btree (tenant_id, COALESCE(contact_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE (status = 'preparing'::text);
alter table public.privacy_export enable row level security;
alter table public.privacy_export force row level security;
create policy own_tenant on public.privacy_export to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.privacy_export to plantao_app;

create table public.privacy_export_part (
  tenant_id uuid not null,
  export_id uuid not null,
  "position" integer not null,
  bytes bytea not null,
  constraint privacy_export_part_pkey PRIMARY KEY (tenant_id, export_id, "position"),
  constraint privacy_export_part_tenant_id_export_id_fkey FOREIGN KEY (tenant_id, export_id) REFERENCES public.privacy_export(tenant_id, id) ON DELETE CASCADE
);
alter table public.privacy_export_part enable row level security;
alter table public.privacy_export_part force row level security;
create policy own_tenant on public.privacy_export_part to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.privacy_export_part to plantao_app;

create table public.promise_kept (
  name text not null,
  kept_at timestamp with time zone not null,
  constraint promise_kept_pkey PRIMARY KEY (name)
);
grant insert, select, update on public.promise_kept to plantao_app;

create table public.proposal (
  tenant_id uuid not null,
  id uuid not null,
  status text default 'pending'::text not null,
  question text not null,
  answer text not null,
  content text not null,
  pair_hash text not null,
  asked integer default 1 not null,
  contradictions jsonb default '[]'::jsonb not null,
  conversation_id uuid,
  proposed_by uuid,
  created_at timestamp with time zone not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  revision integer,
  constraint proposal_pkey PRIMARY KEY (tenant_id, id),
  constraint proposal_check CHECK (((status = 'pending'::text) = (decided_at IS NULL))),
  constraint proposal_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'approved'::text, 'rejected'::text]))),
  constraint proposal_tenant_id_decided_by_fkey FOREIGN KEY (tenant_id, decided_by) REFERENCES public.member(tenant_id, id),
  constraint proposal_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint proposal_tenant_id_proposed_by_fkey FOREIGN KEY (tenant_id, proposed_by) REFERENCES public.member(tenant_id, id)
);
CREATE INDEX proposal_conversation ON public.proposal USING btree (tenant_id, conversation_id);
CREATE INDEX proposal_newest ON public.proposal USING btree (tenant_id, status, id DESC);
CREATE UNIQUE INDEX proposal_pair ON public.proposal USING btree (tenant_id, pair_hash);
alter table public.proposal enable row level security;
alter table public.proposal force row level security;
create policy own_tenant on public.proposal to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.proposal to plantao_app;

create table public.queue_pool (
  pool_id text not null,
  process integer not null,
  created_at timestamp with time zone not null,
  constraint queue_pool_pkey PRIMARY KEY (pool_id)
);
grant delete, insert, select on public.queue_pool to plantao_queue;

create table public.quick_reply (
  tenant_id uuid not null,
  id uuid not null,
  shortcut text not null,
  content text not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint quick_reply_pkey PRIMARY KEY (tenant_id, id),
  constraint quick_reply_content_check CHECK (((length(content) >= 1) AND (length(content) <= 4096))),
  constraint quick_reply_shortcut_check CHECK ((shortcut = lower(shortcut))),
  constraint quick_reply_tenant_id_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES public.member(tenant_id, id),
  constraint quick_reply_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint quick_reply_tenant_id_shortcut_key UNIQUE (tenant_id, shortcut)
);
alter table public.quick_reply enable row level security;
alter table public.quick_reply force row level security;
create policy own_tenant on public.quick_reply to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.quick_reply to plantao_app;

create table public.raw_event (
  tenant_id uuid not null,
  id bigint generated always as identity not null,
  instance_id uuid not null,
  event text not null,
  dedupe_key text not null,
  body jsonb not null,
  trace_id text not null,
  received_at timestamp with time zone not null,
  handled_at timestamp with time zone,
  outcome text,
  constraint raw_event_pkey PRIMARY KEY (tenant_id, id),
  constraint raw_event_tenant_id_instance_id_dedupe_key_key UNIQUE (tenant_id, instance_id, dedupe_key),
  constraint raw_event_tenant_id_instance_id_fkey FOREIGN KEY (tenant_id, instance_id) REFERENCES public.instance(tenant_id, id)
);
CREATE INDEX raw_event_received ON public.raw_event USING btree (tenant_id, instance_id, received_at);
CREATE INDEX raw_event_unhandled ON public.raw_event USING btree (received_at) WHERE (handled_at IS NULL);
alter table public.raw_event enable row level security;
alter table public.raw_event force row level security;
create policy own_tenant on public.raw_event to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.raw_event to plantao_app;

create table public.receipt (
  tenant_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  turn_revision integer not null,
  decision text not null,
  reason text,
  question text not null,
  reply text,
  confidence real,
  threshold real,
  chunks jsonb default '[]'::jsonb not null,
  model text,
  input_tokens integer,
  output_tokens integer,
  cost_usd_micro bigint default 0 not null,
  timings jsonb default '{}'::jsonb not null,
  trace_id text not null,
  created_at timestamp with time zone not null,
  late boolean default false not null,
  stopped boolean default false not null,
  constraint receipt_pkey PRIMARY KEY (tenant_id, id),
  constraint receipt_decision_check CHECK ((decision = ANY (ARRAY['reply'::text, 'clarify'::text, 'smalltalk'::text, 'handoff'::text, 'silence'::text]))),
  constraint receipt_tenant_id_conversation_id_fkey FOREIGN KEY (tenant_id, conversation_id) REFERENCES public.conversation(tenant_id, id),
  constraint receipt_tenant_id_conversation_id_turn_revision_key UNIQUE (tenant_id, conversation_id, turn_revision),
  constraint receipt_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id)
);
CREATE INDEX receipt_age ON public.receipt USING btree (tenant_id, created_at);
CREATE INDEX receipt_handoff ON public.receipt USING btree (tenant_id, conversation_id, created_at) WHERE (decision = 'handoff'::text);
CREATE INDEX receipt_spoken ON public.receipt USING btree (tenant_id, conversation_id, created_at) WHERE (decision = ANY (ARRAY['reply'::text, 'clarify'::text, 'smalltalk'::text]));
CREATE INDEX receipt_stopped ON public.receipt USING btree (tenant_id, conversation_id, created_at) WHERE stopped;
CREATE INDEX receipt_thread ON public.receipt USING btree (tenant_id, conversation_id, id DESC);
CREATE INDEX receipt_unanswered ON public.receipt USING btree (tenant_id, created_at) WHERE ((decision = 'handoff'::text) AND (reason = ANY (ARRAY['low_confidence'::text, 'ungrounded'::text])));
alter table public.receipt enable row level security;
alter table public.receipt force row level security;
create policy own_tenant on public.receipt to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant insert, select on public.receipt to plantao_app;

create table public.refresh_family (
  tenant_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  client text not null,
  current_hash bytea not null,
  previous_hash bytea,
  rotated_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  revoked_reason text,
  reissues integer default 0 not null,
  constraint refresh_family_pkey PRIMARY KEY (tenant_id, id),
  constraint refresh_family_client_check CHECK ((client = ANY (ARRAY['browser'::text, 'desktop'::text]))),
  constraint refresh_family_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint refresh_family_tenant_id_member_id_fkey FOREIGN KEY (tenant_id, member_id) REFERENCES public.member(tenant_id, id)
);
CREATE INDEX refresh_family_current ON public.refresh_family USING btree (current_hash);
CREATE INDEX refresh_family_member ON public.refresh_family USING btree (tenant_id, member_id);
CREATE INDEX refresh_family_previous ON public.refresh_family USING btree (previous_hash) WHERE (previous_hash IS NOT NULL);
alter table public.refresh_family enable row level security;
alter table public.refresh_family force row level security;
create policy lookup on public.refresh_family for select to plantao_lookup using (true);
create policy own_tenant on public.refresh_family to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.refresh_family to plantao_app;
grant select (current_hash, id, previous_hash, tenant_id) on public.refresh_family to plantao_lookup;

create table public.rehearsal (
  tenant_id uuid not null,
  id uuid not null,
  content text not null,
  status text not null,
  failure text,
  source text,
  against_revision uuid,
  against_number integer default 0 not null,
  done integer default 0 not null,
  total integer default 0 not null,
  started_by uuid not null,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  expires_at timestamp with time zone not null,
  constraint rehearsal_pkey PRIMARY KEY (tenant_id, id),
  constraint rehearsal_content_check CHECK ((length(content) <= 100000)),
  constraint rehearsal_source_check CHECK ((source = ANY (ARRAY['customers'::text, 'knowledge'::text]))),
  constraint rehearsal_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'cancelled'::text, 'failed'::text]))),
  constraint rehearsal_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id),
  constraint rehearsal_tenant_id_started_by_fkey FOREIGN KEY (tenant_id, started_by) REFERENCES public.member(tenant_id, id)
);
CREATE INDEX rehearsal_expiry ON public.rehearsal USING btree (tenant_id, expires_at);
CREATE UNIQUE INDEX rehearsal_open ON public.rehearsal USING btree (tenant_id) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text]));
alter table public.rehearsal enable row level security;
alter table public.rehearsal force row level security;
create policy own_tenant on public.rehearsal to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.rehearsal to plantao_app;

create table public.rehearsal_item (
  tenant_id uuid not null,
  id uuid not null,
  rehearsal_id uuid not null,
  "position" integer not null,
  question text not null,
  asked integer not null,
  verdict text,
  before jsonb,
  after jsonb,
  lost_facts jsonb default '[]'::jsonb not null,
  conversation_ids uuid[] default '{}'::uuid[] not null,
  constraint rehearsal_item_pkey PRIMARY KEY (tenant_id, id),
  constraint rehearsal_item_tenant_id_rehearsal_id_fkey FOREIGN KEY (tenant_id, rehearsal_id) REFERENCES public.rehearsal(tenant_id, id) ON DELETE CASCADE,
  constraint rehearsal_item_tenant_id_rehearsal_id_position_key UNIQUE (tenant_id, rehearsal_id, "position"),
  constraint rehearsal_item_verdict_check CHECK ((verdict = ANY (ARRAY['changed'::text, 'broken'::text, 'new'::text, 'unchanged'::text])))
);
CREATE INDEX rehearsal_item_conversations ON public.rehearsal_item USING gin (conversation_ids);
alter table public.rehearsal_item enable row level security;
alter table public.rehearsal_item force row level security;
create policy own_tenant on public.rehearsal_item to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.rehearsal_item to plantao_app;

create table public.repayment (
  tenant_id uuid not null,
  invoice text not null,
  stripe_subscription text not null,
  cents integer not null,
  reason text not null,
  offered_at timestamp with time zone not null,
  asked_at timestamp with time zone,
  asked_by uuid,
  repaid_at timestamp with time zone,
  constraint repayment_pkey PRIMARY KEY (tenant_id, invoice),
  constraint repayment_cents_check CHECK ((cents > 0)),
  constraint repayment_reason_check CHECK ((reason = ANY (ARRAY['second'::text, 'overlap'::text]))),
  constraint repayment_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id)
);
alter table public.repayment enable row level security;
alter table public.repayment force row level security;
create policy own_tenant on public.repayment to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.repayment to plantao_app;
grant update (asked_at, asked_by, repaid_at) on public.repayment to plantao_app;

create table public.reversal (
  tenant_id uuid not null,
  id text not null,
  kind text not null,
  state text not null,
  cents integer not null,
  invoice text,
  seen_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint reversal_pkey PRIMARY KEY (tenant_id, id),
  constraint reversal_cents_check CHECK ((cents > 0)),
  constraint reversal_kind_check CHECK ((kind = ANY (ARRAY['refund'::text, 'dispute'::text]))),
  constraint reversal_state_check CHECK ((state = ANY (ARRAY['refunded'::text, 'open'::text, 'won'::text, 'lost'::text]))),
  constraint reversal_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id)
);
alter table public.reversal enable row level security;
alter table public.reversal force row level security;
create policy lookup on public.reversal for select to plantao_lookup using (true);
create policy own_tenant on public.reversal to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.reversal to plantao_app;
grant select (changed_at, tenant_id) on public.reversal to plantao_lookup;

create table public.schedule_slot (
  name text not null,
  slot timestamp with time zone not null,
  constraint schedule_slot_pkey PRIMARY KEY (name, slot)
);
grant delete, insert, select on public.schedule_slot to plantao_app;

create table public.schema_migration (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null,
  constraint schema_migration_pkey PRIMARY KEY (name)
);

create table public.subscription (
  tenant_id uuid not null,
  state text not null,
  period_ends_at timestamp with time zone,
  updated_at timestamp with time zone not null,
  plan text default 'professional'::text not null,
  stripe_customer text,
  stripe_subscription text,
  grace_ends_at timestamp with time zone,
  grace_mails integer default 0 not null,
  suspended_at timestamp with time zone,
  review_at timestamp with time zone,
  revision integer default 0 not null,
  answers_granted integer default 0 not null,
  constraint subscription_pkey PRIMARY KEY (tenant_id),
  constraint subscription_answers_granted_check CHECK ((answers_granted >= 0)),
  constraint subscription_state_check CHECK ((state = ANY (ARRAY['trial'::text, 'active'::text, 'grace'::text, 'suspended'::text, 'cancelled'::text]))),
  constraint subscription_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id)
);
CREATE UNIQUE INDEX subscription_customer ON public.subscription USING btree (stripe_customer) WHERE (stripe_customer IS NOT NULL);
CREATE INDEX subscription_review ON public.subscription USING btree (review_at) WHERE (review_at IS NOT NULL);
CREATE UNIQUE INDEX subscription_stripe ON public.subscription USING btree (stripe_subscription) WHERE (stripe_subscription IS NOT NULL);
alter table public.subscription enable row level security;
alter table public.subscription force row level security;
create policy lookup on public.subscription for select to plantao_lookup using (true);
create policy own_tenant on public.subscription to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.subscription to plantao_app;
grant select (plan, review_at, stripe_customer, stripe_subscription, tenant_id) on public.subscription to plantao_lookup;

create table public.tenant (
  tenant_id uuid not null,
  name text not null,
  slug text not null,
  time_zone text default 'America/Sao_Paulo'::text not null,
  created_at timestamp with time zone not null,
  constraint tenant_pkey PRIMARY KEY (tenant_id),
  constraint tenant_slug_key UNIQUE (slug)
);
alter table public.tenant enable row level security;
alter table public.tenant force row level security;
create policy lookup on public.tenant for select to plantao_lookup using (true);
create policy own_tenant on public.tenant to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant insert, select, update on public.tenant to plantao_app;
grant select (created_at, slug, tenant_id) on public.tenant to plantao_lookup;

create table public.tenant_counter (
  tenant_id uuid not null,
  last_seq bigint default 0 not null,
  constraint tenant_counter_pkey PRIMARY KEY (tenant_id),
  constraint tenant_counter_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id)
);
alter table public.tenant_counter enable row level security;
alter table public.tenant_counter force row level security;
create policy lookup on public.tenant_counter for select to plantao_lookup using (true);
create policy own_tenant on public.tenant_counter to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.tenant_counter to plantao_app;
grant select (last_seq, tenant_id) on public.tenant_counter to plantao_lookup;

create table public.tenant_deletion (
  tenant_id uuid not null,
  requested_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  counts jsonb default '{}'::jsonb not null,
  constraint tenant_deletion_pkey PRIMARY KEY (tenant_id)
);
alter table public.tenant_deletion enable row level security;
alter table public.tenant_deletion force row level security;
create policy own_tenant on public.tenant_deletion to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.tenant_deletion to plantao_app;

create table public.tombstone (
  tenant_id uuid not null,
  hash bytea not null,
  kind text not null,
  erased_at timestamp with time zone not null,
  constraint tombstone_pkey PRIMARY KEY (tenant_id, hash),
  constraint tombstone_hash_check CHECK ((length(hash) = 32)),
  constraint tombstone_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'message'::text]))),
  constraint tombstone_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id)
);
CREATE INDEX tombstone_age ON public.tombstone USING btree (tenant_id, erased_at) WHERE (kind = 'message'::text);
alter table public.tombstone enable row level security;
alter table public.tombstone force row level security;
create policy own_tenant on public.tombstone to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.tombstone to plantao_app;

create table public.trial_given (
  email_hash bytea not null,
  given_at timestamp with time zone not null,
  constraint trial_given_pkey PRIMARY KEY (email_hash)
);
grant insert, select on public.trial_given to plantao_app;

create table public.unresolved_from_me (
  tenant_id uuid not null,
  conversation_id uuid not null,
  wa_id text not null,
  kind text not null,
  content text,
  media jsonb,
  at timestamp with time zone not null,
  late boolean default false not null,
  constraint unresolved_from_me_pkey PRIMARY KEY (tenant_id, conversation_id, wa_id),
  constraint unresolved_from_me_tenant_id_conversation_id_fkey FOREIGN KEY (tenant_id, conversation_id) REFERENCES public.conversation(tenant_id, id),
  constraint unresolved_from_me_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(tenant_id)
);
alter table public.unresolved_from_me enable row level security;
alter table public.unresolved_from_me force row level security;
create policy own_tenant on public.unresolved_from_me to public using ((tenant_id = public.current_tenant())) with check ((tenant_id = public.current_tenant()));
grant delete, insert, select, update on public.unresolved_from_me to plantao_app;

create view public.queue_job as
 SELECT j.id,
    t.identifier AS task,
    j.payload,
    j.payload ->> 'tenantId'::text AS tenant,
    j.key,
    j.run_at,
    j.attempts,
    j.max_attempts,
    j.last_error,
    j.locked_at,
    j.locked_by,
    j.updated_at,
    j.attempts >= j.max_attempts AND j.locked_at IS NULL AND j.last_error IS NOT NULL AS is_dead
   FROM graphile_worker._private_jobs j
     JOIN graphile_worker._private_tasks t ON t.id = j.task_id;
-- Owner: plantao_queue

CREATE OR REPLACE FUNCTION public.accept_webhook(p_secret_hash bytea, p_event text, p_dedupe text, p_body jsonb, p_trace text, p_at timestamp with time zone)
 RETURNS TABLE(tenant_id uuid, stored boolean)
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare v_tenant uuid; v_instance uuid; v_id bigint;
begin
  select i.tenant_id, i.instance_id into v_tenant, v_instance from public.tenant_of_secret(p_secret_hash) i;
  if v_tenant is null then return; end if;
  perform set_config('app.tenant_id', v_tenant::text, true);
  insert into public.raw_event as r (tenant_id, instance_id, event, dedupe_key, body, trace_id, received_at)
    values (v_tenant, v_instance, p_event, p_dedupe, p_body, p_trace, p_at)
    on conflict on constraint raw_event_tenant_id_instance_id_dedupe_key_key do nothing returning r.id into v_id;
  if v_id is not null then
    perform public.enqueue('receive', json_build_object('tenantId', v_tenant, 'rawEventId', v_id, 'traceId', p_trace), p_at, null, null);
  end if;
  tenant_id := v_tenant; stored := v_id is not null;
  return next;
end $function$;
grant execute on function public.accept_webhook(p_secret_hash bytea, p_event text, p_dedupe text, p_body jsonb, p_trace text, p_at timestamp with time zone) to public;

CREATE OR REPLACE FUNCTION public.accept_webhooks(p_deliveries json)
 RETURNS TABLE(tenant_id uuid, stored boolean)
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare d record; v_instance uuid; v_id bigint; v_jobs json[] := '{}';
begin
  for d in select x.* from json_to_recordset(p_deliveries)
    as x(secret_hash text, event text, dedupe text, body jsonb, trace text, at timestamptz) loop
    select i.tenant_id, i.instance_id into tenant_id, v_instance
      from public.tenant_of_secret(decode(d.secret_hash, 'hex')) i;
    v_id := null;
    if tenant_id is not null then
      perform set_config('app.tenant_id', tenant_id::text, true);
      insert into public.raw_event as r (tenant_id, instance_id, event, dedupe_key, body, trace_id, received_at)
        values (tenant_id, v_instance, d.event, d.dedupe, d.body, d.trace, d.at)
        on conflict on constraint raw_event_tenant_id_instance_id_dedupe_key_key do nothing returning r.id into v_id;
    end if;
    if v_id is not null then
      v_jobs := v_jobs || json_build_object('task', 'receive', 'runAt', d.at,
        'payload', json_build_object('tenantId', tenant_id, 'rawEventId', v_id, 'traceId', d.trace));
    end if;
    stored := v_id is not null;
    return next;
  end loop;
  if cardinality(v_jobs) > 0 then perform public.enqueue_all(array_to_json(v_jobs)); end if;
end $function$;
grant execute on function public.accept_webhooks(p_deliveries json) to public;

CREATE OR REPLACE FUNCTION public.append_events(p_tenant uuid, p_at timestamp with time zone, p_types text[], p_conversations uuid[], p_messages uuid[])
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare v_last bigint; v_count integer := array_length(p_types, 1);
begin
  update public.tenant_counter c set last_seq = c.last_seq + v_count where c.tenant_id = p_tenant returning c.last_seq into strict v_last;
  insert into public.event_log (tenant_id, seq, type, conversation_id, message_id, at)
    select p_tenant, v_last - v_count + e.n, e.type, e.conversation_id, e.message_id, p_at
    from unnest(p_types, p_conversations, p_messages) with ordinality as e(type, conversation_id, message_id, n);
  return v_last;
end $function$;
grant execute on function public.append_events(p_tenant uuid, p_at timestamp with time zone, p_types text[], p_conversations uuid[], p_messages uuid[]) to public;

CREATE OR REPLACE FUNCTION public.carry_receipts(p_from uuid, p_to uuid, p_after timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare v_tenant uuid := public.current_tenant(); v_asked integer; v_decided integer; v_first integer;
begin
  if not exists (select from public.conversation where tenant_id = v_tenant and id = p_from and being_erased) then
    raise exception 'not being erased';
  end if;
  -- To be called when the later bubbles are no longer in the thread.
  select coalesce(max(turn_revision), 0) into v_asked from public.message where tenant_id = v_tenant and conversation_id = p_from;
  select coalesce(max(turn_revision) filter (where created_at <= p_after), 0), min(turn_revision) filter (where created_at > p_after)
    into v_decided, v_first from public.receipt where tenant_id = v_tenant and conversation_id = p_from;
  update public.receipt set conversation_id = p_to
    where tenant_id = v_tenant and conversation_id = p_from and created_at > p_after
      and not (v_asked > v_decided and turn_revision = v_first);
end $function$;
grant execute on function public.carry_receipts(p_from uuid, p_to uuid, p_after timestamp with time zone) to plantao_app;

CREATE OR REPLACE FUNCTION public.current_tenant()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.tenant_id', true), '')::uuid $function$;
grant execute on function public.current_tenant() to public;

CREATE OR REPLACE FUNCTION public.dead_jobs(p_before bigint, p_most integer)
 RETURNS TABLE(id bigint, task text, attempts integer, failure text, failed_at timestamp with time zone, trace_id text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'graphile_worker', 'pg_temp'
AS $function$ select j.id, j.task, j.attempts::integer, j.last_error, j.updated_at, j.payload ->> 'traceId'
        from public.queue_job j
        where j.tenant = public.current_tenant()::text and j.is_dead and (p_before is null or j.id < p_before)
        order by j.id desc limit p_most $function$;
-- Owner: plantao_queue
grant execute on function public.dead_jobs(p_before bigint, p_most integer) to plantao_app;

CREATE OR REPLACE FUNCTION public.dead_pools(p_unknown_before timestamp with time zone)
 RETURNS TABLE(pool text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select distinct j.locked_by from public.queue_job j
        left join public.queue_pool p on p.pool_id = j.locked_by
        where j.locked_by is not null
          and case when p.process is null then j.locked_at < p_unknown_before else not public.process_alive(p.process) end $function$;
-- Owner: plantao_queue

CREATE OR REPLACE FUNCTION public.drop_tenant_jobs()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'graphile_worker', 'pg_temp'
AS $function$ select from graphile_worker.complete_jobs(array(
          select j.id from public.queue_job j
          where j.tenant = public.current_tenant()::text and j.locked_at is null and j.task <> 'erase-tenant')) $function$;
-- Owner: plantao_queue
grant execute on function public.drop_tenant_jobs() to plantao_app;

CREATE OR REPLACE FUNCTION public.due_for_chore(p_name text, p_before timestamp with time zone, p_most integer)
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select t.tenant_id from public.tenant t
        left join public.chore c on c.tenant_id = t.tenant_id and c.name = p_name
        where c.done_at is null or c.done_at < p_before or c.done_at > p_before + interval '3 days'
        order by c.done_at nulls first, t.tenant_id limit p_most $function$;
-- Owner: plantao_lookup
grant execute on function public.due_for_chore(p_name text, p_before timestamp with time zone, p_most integer) to plantao_app;

CREATE OR REPLACE FUNCTION public.due_subscriptions(p_before timestamp with time zone, p_most integer)
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select s.tenant_id from public.subscription s where s.review_at <= p_before order by s.review_at limit p_most $function$;
-- Owner: plantao_lookup
grant execute on function public.due_subscriptions(p_before timestamp with time zone, p_most integer) to plantao_app;

CREATE OR REPLACE FUNCTION public.enqueue(p_task text, p_payload json, p_run_at timestamp with time zone, p_key text, p_attempts integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'graphile_worker', 'pg_temp'
AS $function$ begin
    perform graphile_worker.add_job(p_task, p_payload, run_at => p_run_at, job_key => p_key,
      max_attempts => coalesce(p_attempts, 25), job_key_mode => case when p_key is null then null else 'replace' end);
  end $function$;
-- Owner: plantao_queue
grant execute on function public.enqueue(p_task text, p_payload json, p_run_at timestamp with time zone, p_key text, p_attempts integer) to plantao_app;

CREATE OR REPLACE FUNCTION public.enqueue_all(p_jobs json)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'quiet', 'pg_catalog', 'graphile_worker', 'pg_temp'
AS $function$ begin
    perform graphile_worker.add_jobs((
      select array_agg((j ->> 'task', j -> 'payload', null, (j ->> 'runAt')::timestamptz,
        coalesce((j ->> 'attempts')::smallint, 25), j ->> 'key', null, null)::graphile_worker.job_spec)
      from json_array_elements(p_jobs) j));
  end $function$;
-- Owner: plantao_queue
grant execute on function public.enqueue_all(p_jobs json) to plantao_app;

CREATE OR REPLACE FUNCTION public.erase_contact_rows(p_contact uuid, p_most integer)
 RETURNS TABLE(relation text, deleted bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare v_tenant uuid := public.current_tenant(); v_contacts uuid[]; v_conversations uuid[]; v_messages uuid[]; v_receipts uuid[];
  t record; v_where text; v_count bigint; v_left integer := p_most;
begin
  if v_tenant is null then raise exception 'no tenant'; end if;
  -- Whoever was merged into the contact, or it into them, is the same person.
  with recursive same(id) as (
    select c.id from public.contact c where c.tenant_id = v_tenant and c.id = p_contact
    union select case when c.id = s.id then c.merged_into else c.id end from public.contact c join same s on c.id = s.id or c.merged_into = s.id
      where c.tenant_id = v_tenant and c.merged_into is not null)
  select coalesce(array_agg(id), '{}') into v_contacts from same;
  select coalesce(array_agg(id), '{}') into v_conversations from public.conversation where tenant_id = v_tenant and contact_id = any (v_contacts);
  select coalesce(array_agg(id), '{}') into v_messages from public.message where tenant_id = v_tenant and conversation_id = any (v_conversations);
  select coalesce(array_agg(id), '{}') into v_receipts from public.receipt where tenant_id = v_tenant and conversation_id = any (v_conversations);
  update public.conversation set last_message_id = null where tenant_id = v_tenant and id = any (v_conversations) and last_message_id is not null;
  for t in
    select c.relname as name, array_agg(a.attname) as columns from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and not a.attisdropped and a.attname in ('contact_id', 'conversation_id', 'message_id', 'receipt_id')
    where n.nspname = 'public' and c.relkind = 'r'
      and exists (select from pg_attribute b where b.attrelid = c.oid and b.attname = 'tenant_id' and not b.attisdropped)
      -- The event log has no gaps and says nothing but ids.
      and c.relname not in ('conversation', 'contact', 'erasure_certificate', 'event_log')
    group by c.oid, c.relname order by (select count(*) from pg_constraint k where k.contype = 'f' and k.confrelid = c.oid), c.relname
  loop
    exit when v_left <= 0;
    v_where := concat_ws(' or ',
      case when 'contact_id' = any (t.columns) then 'contact_id = any ($1)' end,
      case when 'conversation_id' = any (t.columns) then 'conversation_id = any ($2)' end,
      case when 'message_id' = any (t.columns) then 'message_id = any ($3)' end,
      case when 'receipt_id' = any (t.columns) then 'receipt_id = any ($4)' end);
    begin
      execute format('delete from public.%I where ctid in (select ctid from public.%I where tenant_id = $5 and (%s) limit $6)', t.name, t.name, v_where)
        using v_contacts, v_conversations, v_messages, v_receipts, v_tenant, v_left;
      get diagnostics v_count = row_count;
    exception when foreign_key_violation then v_count := 0;
    end;
    if v_count > 0 then
      v_left := v_left - v_count;
      relation := t.name; deleted := v_count;
      return next;
    end if;
  end loop;
  if v_left < p_most or v_left <= 0 then return; end if;
  -- Nothing pointed at them any more in this pass.
  update public.conversation set merged_into = null where tenant_id = v_tenant and id = any (v_conversations);
  delete from public.conversation where tenant_id = v_tenant and id = any (v_conversations);
  get diagnostics v_count = row_count;
  if v_count > 0 then relation := 'conversation'; deleted := v_count; return next; end if;
  update public.contact set merged_into = null where tenant_id = v_tenant and id = any (v_contacts);
  delete from public.contact where tenant_id = v_tenant and id = any (v_contacts);
  get diagnostics v_count = row_count;
  if v_count > 0 then relation := 'contact'; deleted := v_count; return next; end if;
end $function$;
grant execute on function public.erase_contact_rows(p_contact uuid, p_most integer) to plantao_app;

CREATE OR REPLACE FUNCTION public.erase_receipts(p_conversations uuid[])
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare v_count bigint;
begin
  delete from public.receipt r where r.tenant_id = public.current_tenant() and r.conversation_id = any (p_conversations);
  get diagnostics v_count = row_count;
  return v_count;
end $function$;
grant execute on function public.erase_receipts(p_conversations uuid[]) to plantao_app;

CREATE OR REPLACE FUNCTION public.erase_tenant_rows(p_most integer)
 RETURNS TABLE(relation text, deleted bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare v_table text; v_count bigint; v_left integer := p_most;
begin
  if public.current_tenant() is null then raise exception 'no tenant'; end if;
  update public.contact set merged_into = null where tenant_id = public.current_tenant() and merged_into is not null;
  update public.conversation set merged_into = null where tenant_id = public.current_tenant() and merged_into is not null;
  for v_table in
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where n.nspname = 'public' and c.relkind = 'r'
      -- Files that still lie in the store are named there until the job has taken them out.
      and c.relname not in ('tenant_deletion', 'media_garbage')
    -- Those who point at others first; the tenant's own row last.
    order by c.relname = 'tenant', (select count(*) from pg_constraint k where k.contype = 'f' and k.confrelid = c.oid), c.relname
  loop
    exit when v_left <= 0;
    begin
      execute format('delete from public.%I where ctid in (select ctid from public.%I where tenant_id = public.current_tenant() limit %s)',
        v_table, v_table, v_left);
      get diagnostics v_count = row_count;
    exception when foreign_key_violation then v_count := 0;
    end;
    if v_count > 0 then
      v_left := v_left - v_count;
      relation := v_table; deleted := v_count;
      return next;
    end if;
  end loop;
end $function$;
grant execute on function public.erase_tenant_rows(p_most integer) to plantao_app;

CREATE OR REPLACE FUNCTION public.failed_mails(p_most integer)
 RETURNS TABLE(tenant_id uuid, mail_id uuid, created_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select m.tenant_id, m.id, m.created_at from public.mail m where m.status = 'failed'
        order by m.created_at desc limit p_most $function$;
-- Owner: plantao_lookup
grant execute on function public.failed_mails(p_most integer) to plantao_app;

CREATE OR REPLACE FUNCTION public.forget_compose(p_conversation uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'quiet', 'pg_catalog', 'graphile_worker', 'pg_temp'
AS $function$ begin
    perform graphile_worker.remove_job('compose:' || public.current_tenant()::text || ':' || p_conversation::text);
  end $function$;
-- Owner: plantao_queue
grant execute on function public.forget_compose(p_conversation uuid) to plantao_app;

CREATE OR REPLACE FUNCTION public.last_mail_due(p_recipient text, p_template text)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ begin
    perform pg_advisory_xact_lock(hashtextextended(p_template || '/' || p_recipient, 7733));
    return (select max(coalesce(m.due_at, m.created_at)) from public.mail m
      where m.recipient = p_recipient and m.template = p_template and m.status not in ('failed', 'obsolete'));
  end $function$;
-- Owner: plantao_lookup
grant execute on function public.last_mail_due(p_recipient text, p_template text) to plantao_app;

CREATE OR REPLACE FUNCTION public.media_deleted()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ begin
    insert into public.media_garbage (tenant_id, storage_key) values (old.tenant_id, old.storage_key) on conflict do nothing;
    return old;
  end $function$;
grant execute on function public.media_deleted() to public;

CREATE OR REPLACE FUNCTION public.newest_sequences(p_tenants uuid[])
 RETURNS TABLE(tenant_id uuid, last_seq bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select c.tenant_id, c.last_seq from public.tenant_counter c where c.tenant_id = any (p_tenants) $function$;
-- Owner: plantao_lookup
grant execute on function public.newest_sequences(p_tenants uuid[]) to plantao_app;

CREATE OR REPLACE FUNCTION public.oldest_chore(p_name text, p_connected boolean)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select min(coalesce(c.done_at, t.created_at)) from public.tenant t
        left join public.chore c on c.tenant_id = t.tenant_id and c.name = p_name
        where not p_connected or exists (
          select from public.instance i where i.tenant_id = t.tenant_id and i.status = 'connected') $function$;
-- Owner: plantao_lookup
grant execute on function public.oldest_chore(p_name text, p_connected boolean) to plantao_app;

CREATE OR REPLACE FUNCTION public.overdue_media(p_before timestamp with time zone, p_most integer)
 RETURNS TABLE(tenant_id uuid, message_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select m.tenant_id, m.message_id from public.media m where m.state = 'pending' and m.updated_at < p_before
    order by m.updated_at limit p_most $function$;
-- Owner: plantao_lookup
grant execute on function public.overdue_media(p_before timestamp with time zone, p_most integer) to plantao_app;

CREATE OR REPLACE FUNCTION public.overdue_outbound(p_before timestamp with time zone, p_most integer)
 RETURNS TABLE(tenant_id uuid, conversation_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select distinct o.tenant_id, o.conversation_id from public.outbound o
        where o.state in ('queued', 'claimed', 'ambiguous', 'held') and o.created_at < p_before and o.not_before < p_before
        limit p_most $function$;
-- Owner: plantao_lookup
grant execute on function public.overdue_outbound(p_before timestamp with time zone, p_most integer) to plantao_app;

CREATE OR REPLACE FUNCTION public.overdue_turns(p_before timestamp with time zone, p_most integer)
 RETURNS TABLE(tenant_id uuid, conversation_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select c.tenant_id, c.id from public.conversation c
        where c.turn_revision > c.answered_revision and c.turn_due_at < p_before limit p_most $function$;
-- Owner: plantao_lookup
grant execute on function public.overdue_turns(p_before timestamp with time zone, p_most integer) to plantao_app;

CREATE OR REPLACE FUNCTION public.process_alive(p_process integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ select exists (select from pg_locks where locktype = 'advisory' and classid = 7331 and objid = p_process::oid and objsubid = 2 and granted
                       and database = (select oid from pg_database where datname = current_database())) $function$;
grant execute on function public.process_alive(p_process integer) to public;

CREATE OR REPLACE FUNCTION public.queue_figures(p_now timestamp with time zone)
 RETURNS TABLE(task text, waiting bigint, failing bigint, dead bigint, oldest_seconds double precision)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'graphile_worker', 'pg_temp'
AS $function$ select j.task,
          count(*) filter (where j.attempts < j.max_attempts and j.run_at <= p_now and j.locked_at is null),
          count(*) filter (where j.attempts < j.max_attempts and j.attempts >= 5 and j.last_error is not null),
          count(*) filter (where j.is_dead),
          coalesce(extract(epoch from p_now - min(j.run_at) filter (where j.attempts < j.max_attempts and j.run_at <= p_now)), 0)
        from public.queue_job j group by 1 $function$;
-- Owner: plantao_queue
grant execute on function public.queue_figures(p_now timestamp with time zone) to plantao_app;

CREATE OR REPLACE FUNCTION public.recent_reversals(p_since timestamp with time zone, p_most integer)
 RETURNS TABLE(tenant_id uuid, changed_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select r.tenant_id, max(r.changed_at) from public.reversal r
        where r.changed_at >= p_since group by r.tenant_id order by max(r.changed_at) desc limit p_most $function$;
-- Owner: plantao_lookup
grant execute on function public.recent_reversals(p_since timestamp with time zone, p_most integer) to plantao_app;

CREATE OR REPLACE FUNCTION public.retire_receipts(p_before timestamp with time zone, p_most integer)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare v_count bigint;
begin
  delete from public.receipt r where r.ctid in (
    select o.ctid from public.receipt o where o.tenant_id = public.current_tenant() and o.created_at < p_before
      and not exists (select from public.message m where m.tenant_id = o.tenant_id and m.receipt_id = o.id) limit p_most);
  get diagnostics v_count = row_count;
  return v_count;
end $function$;
grant execute on function public.retire_receipts(p_before timestamp with time zone, p_most integer) to plantao_app;

CREATE OR REPLACE FUNCTION public.retry_dead_job(p_id bigint, p_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'graphile_worker', 'pg_temp'
AS $function$ begin
    if not exists (select from public.queue_job j where j.id = p_id and j.tenant = public.current_tenant()::text
      and j.attempts >= j.max_attempts and j.locked_at is null) then return false; end if;
    perform graphile_worker.reschedule_jobs(array[p_id], p_at, null, 0, null);
    return true;
  end $function$;
-- Owner: plantao_queue
grant execute on function public.retry_dead_job(p_id bigint, p_at timestamp with time zone) to plantao_app;

CREATE OR REPLACE FUNCTION public.stale_human_stretches(p_before timestamp with time zone, p_most integer)
 RETURNS TABLE(tenant_id uuid, conversation_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select c.tenant_id, c.id from public.conversation c
        where c.state <> 'ai_active' and c.merged_into is null
          and (case c.state when 'human_replied' then c.last_human_at else greatest(c.waiting_since, c.last_human_at) end)
            < case when c.state = 'awaiting_human' and c.handoff_reason = 'arrived_late' then p_before - interval '29 days' else p_before end
          and (case c.state when 'human_replied' then c.last_human_at else greatest(c.waiting_since, c.last_human_at) end) < p_before
        limit p_most $function$;
-- Owner: plantao_lookup
grant execute on function public.stale_human_stretches(p_before timestamp with time zone, p_most integer) to plantao_app;

CREATE OR REPLACE FUNCTION public.take_thread(p_tenant uuid, p_identities text[], p_instance uuid, p_jid text, p_phone text, p_name text, p_from_contact boolean, p_new_contact uuid, p_new_conversation uuid, p_at timestamp with time zone)
 RETURNS SETOF public.conversation
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare v_contacts uuid[]; v_named integer; v_identity text;
begin
  select array_agg(distinct i.contact_id order by i.contact_id), count(*) into v_contacts, v_named
    from contact_identity i where i.tenant_id = p_tenant and i.identity = any (p_identities);
  if v_named < cardinality(p_identities) then
    -- Only here may two events make the same person: one waits for the other, then looks again.
    for v_identity in select n from unnest(p_identities) n order by n loop
      perform pg_advisory_xact_lock(hashtextextended(p_tenant::text || '/' || v_identity, 7332));
    end loop;
    select array_agg(distinct i.contact_id order by i.contact_id) into v_contacts
      from contact_identity i where i.tenant_id = p_tenant and i.identity = any (p_identities);
    if v_contacts is null then
      insert into contact (tenant_id, id, name, phone, last_jid, created_at)
        values (p_tenant, p_new_contact, p_name, p_phone, p_jid, p_at);
      v_contacts := array[p_new_contact];
    end if;
    insert into contact_identity (tenant_id, identity, contact_id)
      select p_tenant, n, v_contacts[1] from unnest(p_identities) n on conflict (tenant_id, identity) do nothing;
  end if;
  if cardinality(v_contacts) > 1 then return; end if;

  -- The conversation before the contact, as everywhere.
  perform from conversation v where v.tenant_id = p_tenant and v.contact_id = v_contacts[1] for update;
  if not found then
    insert into conversation (tenant_id, id, contact_id, instance_id, created_at, updated_at)
      values (p_tenant, p_new_conversation, v_contacts[1], p_instance, p_at, p_at) on conflict (tenant_id, contact_id) do nothing;
  end if;
  return query select v.* from conversation v where v.tenant_id = p_tenant and v.contact_id = v_contacts[1] for update;

  update contact c set last_jid = case when p_from_contact then p_jid else c.last_jid end, phone = coalesce(p_phone, c.phone),
      name = case when p_from_contact then coalesce(p_name, c.name) else c.name end
    where c.tenant_id = p_tenant and c.id = v_contacts[1]
      and (c.phone is distinct from coalesce(p_phone, c.phone)
        or (p_from_contact and (c.last_jid <> p_jid or c.name is distinct from coalesce(p_name, c.name))));
end $function$;
grant execute on function public.take_thread(p_tenant uuid, p_identities text[], p_instance uuid, p_jid text, p_phone text, p_name text, p_from_contact boolean, p_new_contact uuid, p_new_conversation uuid, p_at timestamp with time zone) to public;

CREATE OR REPLACE FUNCTION public.teams_over_plan(p_plans text[], p_places integer[], p_most integer)
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select s.tenant_id from unnest(p_plans, p_places) as plan (name, places)
        join public.subscription s on s.plan = plan.name
        where plan.places < (select count(*) from public.member m
          where m.tenant_id = s.tenant_id and m.role = 'attendant' and m.removed_at is null)
        order by s.tenant_id limit p_most $function$;
-- Owner: plantao_lookup
grant execute on function public.teams_over_plan(p_plans text[], p_places integer[], p_most integer) to plantao_app;

CREATE OR REPLACE FUNCTION public.tenant_of_invite(p_hash bytea)
 RETURNS TABLE(tenant_id uuid, invite_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select i.tenant_id, i.id from public.invite i where i.token_hash = p_hash $function$;
-- Owner: plantao_lookup
grant execute on function public.tenant_of_invite(p_hash bytea) to plantao_app;

CREATE OR REPLACE FUNCTION public.tenant_of_member(p_email text)
 RETURNS TABLE(tenant_id uuid, member_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select m.tenant_id, m.id from public.member m where m.email = lower(p_email) and m.removed_at is null $function$;
-- Owner: plantao_lookup
grant execute on function public.tenant_of_member(p_email text) to plantao_app;

CREATE OR REPLACE FUNCTION public.tenant_of_refresh(p_hash bytea)
 RETURNS TABLE(tenant_id uuid, family_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select f.tenant_id, f.id from public.refresh_family f where f.current_hash = p_hash or f.previous_hash = p_hash $function$;
-- Owner: plantao_lookup
grant execute on function public.tenant_of_refresh(p_hash bytea) to plantao_app;

CREATE OR REPLACE FUNCTION public.tenant_of_reset(p_hash bytea)
 RETURNS TABLE(tenant_id uuid, reset_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select r.tenant_id, r.id from public.password_reset r where r.token_hash = p_hash $function$;
-- Owner: plantao_lookup
grant execute on function public.tenant_of_reset(p_hash bytea) to plantao_app;

CREATE OR REPLACE FUNCTION public.tenant_of_secret(p_hash bytea)
 RETURNS TABLE(tenant_id uuid, instance_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select i.tenant_id, i.id from public.instance i where i.secret_hash = p_hash or i.previous_secret_hash = p_hash limit 1 $function$;
-- Owner: plantao_lookup
grant execute on function public.tenant_of_secret(p_hash bytea) to plantao_app;

CREATE OR REPLACE FUNCTION public.tenant_of_slug(p_slug text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select t.tenant_id from public.tenant t where t.slug = p_slug $function$;
-- Owner: plantao_lookup
grant execute on function public.tenant_of_slug(p_slug text) to plantao_app;

CREATE OR REPLACE FUNCTION public.tenant_of_stripe(p_subscription text, p_customer text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select l.account from public.billing_link l
        where (l.kind = 'subscription' and l.stripe_id = p_subscription) or (l.kind = 'customer' and l.stripe_id = p_customer)
        order by l.kind desc limit 1 $function$;
-- Owner: plantao_lookup
grant execute on function public.tenant_of_stripe(p_subscription text, p_customer text) to plantao_app;

CREATE OR REPLACE FUNCTION public.tenants_page(p_after uuid, p_most integer)
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select t.tenant_id from public.tenant t where p_after is null or t.tenant_id > p_after order by t.tenant_id limit p_most $function$;
-- Owner: plantao_lookup
grant execute on function public.tenants_page(p_after uuid, p_most integer) to plantao_app;

CREATE OR REPLACE FUNCTION public.tenants_with_garbage(p_now timestamp with time zone, p_most integer)
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select distinct g.tenant_id from public.media_garbage g where g.not_before <= p_now limit p_most $function$;
-- Owner: plantao_lookup
grant execute on function public.tenants_with_garbage(p_now timestamp with time zone, p_most integer) to plantao_app;

CREATE OR REPLACE FUNCTION public.tenants_with_waiting(p_before timestamp with time zone, p_most integer)
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select distinct c.tenant_id from public.conversation c
        where c.state = 'awaiting_human' and c.merged_into is null and c.waiting_since < p_before
          and (c.told_waiting_at is null or c.told_waiting_at < c.waiting_since) limit p_most $function$;
-- Owner: plantao_lookup
grant execute on function public.tenants_with_waiting(p_before timestamp with time zone, p_most integer) to plantao_app;

CREATE OR REPLACE FUNCTION public.wake_job(p_task text, p_payload json, p_at timestamp with time zone, p_key text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'graphile_worker', 'pg_temp'
AS $function$
declare v_job record;
begin
  select j.id, j.run_at, j.attempts, j.max_attempts, j.locked_at into v_job from public.queue_job j where j.key = p_key;
  if found and v_job.locked_at is null and v_job.attempts >= v_job.max_attempts then return; end if;
  if found and v_job.locked_at is null and v_job.run_at <= p_at + interval '5 minutes' then return; end if;
  if found and v_job.locked_at is null and v_job.attempts > 0 then
    perform graphile_worker.reschedule_jobs(array[v_job.id], p_at, null, null, null);
    return;
  end if;
  if found and v_job.locked_at > p_at - interval '5 minutes' then return; end if;
  perform graphile_worker.add_job(p_task, p_payload, run_at => p_at, job_key => p_key, max_attempts => 25, job_key_mode => 'replace');
end $function$;
-- Owner: plantao_queue
grant execute on function public.wake_job(p_task text, p_payload json, p_at timestamp with time zone, p_key text) to plantao_app;

CREATE OR REPLACE PROCEDURE public.wall_off(IN p_table regclass)
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $procedure$
begin
  execute format('alter table %s enable row level security', p_table);
  execute format('alter table %s force row level security', p_table);
  execute format('create policy own_tenant on %s using (tenant_id = public.current_tenant()) with check (tenant_id = public.current_tenant())', p_table);
  execute format('grant select, insert, update, delete on %s to plantao_app', p_table);
end $procedure$;

CREATE OR REPLACE FUNCTION public.watched_instances(p_after uuid, p_most integer)
 RETURNS TABLE(tenant_id uuid, instance_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select i.tenant_id, i.id from public.instance i where p_after is null or i.id > p_after order by i.id limit p_most $function$;
-- Owner: plantao_lookup
grant execute on function public.watched_instances(p_after uuid, p_most integer) to plantao_app;

-- Schema quiet

create schema quiet;
grant usage on schema quiet to plantao_queue;

CREATE OR REPLACE FUNCTION quiet.pg_notify(text, text)
 RETURNS void
 LANGUAGE sql
 IMMUTABLE
AS $function$ select $function$;
grant execute on function quiet.pg_notify(text, text) to public;
