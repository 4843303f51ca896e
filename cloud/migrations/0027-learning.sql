-- What a person answered, offered to the owner as knowledge. Undecided ones go with the messages they came from.
create table proposal (
  tenant_id uuid not null references tenant,
  id uuid not null,
  status text not null default 'pending' check (status in ('pending', 'approved', 'rejected')),
  question text not null,
  answer text not null,
  content text not null,
  -- Folded question and answer: the same pair is one proposal.
  pair_hash text not null,
  asked integer not null default 1,
  contradictions jsonb not null default '[]',
  -- No key to the conversation: erasing a contact takes the proposals of its conversation by this id.
  conversation_id uuid,
  proposed_by uuid,
  created_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  -- The number of the revision it came into.
  revision integer,
  primary key (tenant_id, id),
  foreign key (tenant_id, proposed_by) references member (tenant_id, id),
  foreign key (tenant_id, decided_by) references member (tenant_id, id),
  check ((status = 'pending') = (decided_at is null))
);
call wall_off('proposal');
create unique index proposal_pair on proposal (tenant_id, pair_hash);
create index proposal_newest on proposal (tenant_id, status, id desc);
create index proposal_conversation on proposal (tenant_id, conversation_id);
