-- Whoever was erased, known only by keyed hashes: without the key, which is not in the database, no list of phone numbers
-- tells who it is. Whatever of such a person was said before is refused, however often it is delivered again.
create table tombstone (
  tenant_id uuid not null references tenant,
  -- sha256(tenant, hmac(key, name)): of no use to recognise anybody at another company.
  hash bytea not null check (length(hash) = 32),
  -- A person by one of their names, or one of their messages by WhatsApp's id.
  kind text not null check (kind in ('person', 'message')),
  -- What was said up to here is erased; what is said later is a new acquaintance.
  erased_at timestamptz not null,
  primary key (tenant_id, hash)
);
call wall_off('tombstone');
create index tombstone_age on tombstone (tenant_id, erased_at) where kind = 'message';

-- Of a count: messages of erased people that WhatsApp still has. They are not missed.
alter table instance_ledger add column erased integer not null default 0;

alter table erasure_certificate
  -- The threads, until every copy of their words is found; numbers nobody is known by.
  add column conversation_ids uuid[] not null default '{}',
  -- When Evolution's own database was cleared of the person; null as long as nobody did.
  add column evolution_cleared_at timestamptz,
  -- Answers from the erased conversation that an owner had put into the knowledge: that text is the company's and stays.
  add column left_in_knowledge integer not null default 0;

-- Whose words an Ensaio replays, so that an erasure finds them. Empty: the question comes from the company's own text.
alter table rehearsal_item add column conversation_ids uuid[] not null default '{}';
create index rehearsal_item_conversations on rehearsal_item using gin (conversation_ids);
