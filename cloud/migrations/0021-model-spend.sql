-- What models cost a tenant in a calendar month (UTC). Kept apart from receipts, which are deleted after 30 days:
-- the monthly ceiling must not rise because old turns went away. Holds no personal data.
create table model_spend (
  tenant_id uuid not null references tenant,
  month date not null check (extract(day from month) = 1),
  cost_usd_micro bigint not null default 0 check (cost_usd_micro >= 0),
  calls integer not null default 0,
  primary key (tenant_id, month)
);
call wall_off('model_spend');
