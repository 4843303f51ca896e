-- The vectors of a revision side by side, as the process keeps them in memory: read whole ten times faster than row by row.
-- Made from the chunks whenever it is missing; those are what counts.
create table knowledge_matrix (
  tenant_id uuid not null references tenant,
  revision_id uuid not null,
  -- One for each row of the matrix, in order.
  chunk_ids uuid[] not null,
  -- 32-bit floats, low byte first, each row of length one.
  bytes bytea not null,
  primary key (tenant_id, revision_id),
  foreign key (tenant_id, revision_id) references knowledge_revision (tenant_id, id) on delete cascade
);
-- Numbers do not shrink.
alter table knowledge_matrix alter column bytes set storage external;
call wall_off('knowledge_matrix');
