-- What the bot said to one person of late, counted before each turn: so many a minute, an hour, a day.
create index receipt_spoken on receipt (tenant_id, conversation_id, created_at)
  where decision in ('reply', 'clarify', 'smalltalk');

-- The bot handed over because it seemed to talk to a machine, or had said too much to one person. Until a person has looked at it,
-- it stays stopped.
alter table receipt add column stopped boolean not null default false;
create index receipt_stopped on receipt (tenant_id, conversation_id, created_at) where stopped;
