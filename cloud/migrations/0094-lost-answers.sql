-- How often the newest token of a session was given anew to whoever came back with the one before, because nobody had
-- used it: the answer was lost. Each time another one, so that of two holders one is found out.
alter table refresh_family add column reissues integer not null default 0;
