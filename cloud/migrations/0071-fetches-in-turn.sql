-- Files whose fetch lost its job, the one that waits longest first: with more of them than one sweep takes up, those that
-- fail each time kept the others from their turn.
create or replace function overdue_media(p_before timestamptz, p_most integer) returns table (tenant_id uuid, message_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select m.tenant_id, m.message_id from public.media m where m.state = 'pending' and m.updated_at < p_before
    order by m.updated_at limit p_most $$;
