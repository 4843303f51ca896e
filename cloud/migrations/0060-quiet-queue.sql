-- The library announces every job with a NOTIFY in the transaction that writes it. Such a transaction holds one lock of the
-- whole database from its commit's begin until the disk has it, so all of them reach the disk one after the other.
-- Here the library's own functions find a NOTIFY that does nothing; who enqueued announces after the commit (platform/job-bell.ts).
create schema quiet;
create function quiet.pg_notify(text, text) returns void language sql immutable as $$ select $$;
grant usage on schema quiet to plantao_queue;
alter function enqueue_all(json) set search_path = quiet, pg_catalog, graphile_worker;
alter function forget_compose(uuid) set search_path = quiet, pg_catalog, graphile_worker;
