-- Set at the instant an erasure begins: until its rows are deleted nobody acts on the thread, and nothing leaves from it.
alter table conversation add column being_erased boolean not null default false;
