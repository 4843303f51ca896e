-- Answers a month that a tenant was granted above its plan, by support or by agreement.
alter table subscription add column answers_granted integer not null default 0 check (answers_granted >= 0);
