-- The version history tells where a text came from; indexing tells how far it is.
alter table knowledge_revision
  add column origin text not null default 'editor' check (origin in ('editor', 'restore', 'proposal')),
  add column restored_from integer,
  add column indexed_chunks integer not null default 0,
  add column total_chunks integer not null default 0;
