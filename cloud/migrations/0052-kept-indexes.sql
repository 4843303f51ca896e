-- The word index of a revision as the process keeps it in memory, so that a company nobody asked for a while is answered as
-- fast as any other. Made from the chunks whenever it is missing or of another release: nothing is lost with it.
create table knowledge_index (
  tenant_id uuid not null references tenant,
  revision_id uuid not null,
  -- What it was made by: retrieval/packed-index.
  form text not null,
  bytes bytea not null,
  primary key (tenant_id, revision_id),
  foreign key (tenant_id, revision_id) references knowledge_revision (tenant_id, id) on delete cascade
);
-- Unpacking would take longer than reading.
alter table knowledge_index alter column bytes set storage external;
call wall_off('knowledge_index');
