-- The file of a message, one at most. What the console shows of it stands in `message.media`; where its bytes lie and what
-- was learnt about them stands here.
create table media (
  tenant_id uuid not null references tenant,
  message_id uuid not null,
  state text not null check (state in ('pending', 'ready', 'failed')),
  failure text,
  -- The name in the MediaStore: tenant and message, never anything a sender chose.
  storage_key text not null,
  -- By content, not by what the sender said.
  mime text,
  file_name text,
  bytes bigint,
  sha256 bytea,
  attempts integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, message_id),
  -- Whoever deletes the message (retention, erasure) deletes the file with it.
  foreign key (tenant_id, message_id) references message (tenant_id, id) on delete cascade
);
call wall_off('media');

-- Bytes that nobody names any more: taken out of the store by a job. No key to `tenant`: they outlive it by a moment.
create table media_garbage (
  tenant_id uuid not null,
  storage_key text not null,
  primary key (tenant_id, storage_key)
);
call wall_off('media_garbage');
grant select (tenant_id) on media_garbage to plantao_lookup;
create policy lookup on media_garbage for select to plantao_lookup using (true);

create function media_deleted() returns trigger language plpgsql set search_path = pg_catalog, public
  as $$ begin
    insert into public.media_garbage (tenant_id, storage_key) values (old.tenant_id, old.storage_key) on conflict do nothing;
    return old;
  end $$;
create trigger media_deleted after delete on media for each row execute function media_deleted();

create function tenants_with_garbage(p_most integer) returns table (tenant_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select distinct g.tenant_id from public.media_garbage g limit p_most $$;

-- Emojis on a message: `[{"by": "contact", "emoji": "👍"}]`.
alter table message add column reactions jsonb;

alter table outbound
  add column kind text not null default 'text' check (kind in ('text', 'image', 'video', 'document', 'audio')),
  -- A slot of the number's pace was taken for it; it is not paced twice.
  add column paced boolean not null default false;

-- How far into the thread WhatsApp was told that we have read it.
alter table conversation add column read_arrival bigint not null default 0;

alter function tenants_with_garbage(integer) owner to plantao_lookup;
revoke all on function tenants_with_garbage(integer) from public;
grant execute on function tenants_with_garbage(integer) to plantao_app;
