-- A thread is ordered by WhatsApp's whole second, then by arrival. Our own messages had milliseconds: a customer who
-- answered within the second stood before what was answered. Row-level security binds the owner too, who would change no
-- row here without saying so.
alter table message no force row level security;
alter table conversation no force row level security;
update message set at = date_trunc('second', at) where at <> date_trunc('second', at);
update conversation set last_message_at = date_trunc('second', last_message_at)
  where last_message_at <> date_trunc('second', last_message_at);
alter table conversation force row level security;
alter table message force row level security;

-- Read long after it was written (conversations/late.ts): shown with the time of its arrival, and no bot answers it.
alter table message add column late boolean not null default false;
-- The clearing deletes these by when they were written.
create index message_late on message (tenant_id, at) where late;
alter table unresolved_from_me add column late boolean not null default false;
-- The person was called because of such a message.
alter table receipt add column late boolean not null default false;

-- A question that came as history was told nothing, so nobody gives it back to the AI after a day: it waits for a person as
-- long as its message is kept. The index conversation_human still leads here.
grant select (handoff_reason) on conversation to plantao_lookup;
create or replace function stale_human_stretches(p_before timestamptz, p_most integer) returns table (tenant_id uuid, conversation_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select c.tenant_id, c.id from public.conversation c
        where c.state <> 'ai_active' and c.merged_into is null
          and (case c.state when 'human_replied' then c.last_human_at else greatest(c.waiting_since, c.last_human_at) end)
            < case when c.state = 'awaiting_human' and c.handoff_reason = 'arrived_late' then p_before - interval '29 days' else p_before end
          and (case c.state when 'human_replied' then c.last_human_at else greatest(c.waiting_since, c.last_human_at) end) < p_before
        limit p_most $$;
