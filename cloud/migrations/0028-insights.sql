-- Results that stay after the messages are gone: counts of a day in the tenant's time zone, nothing of anyone.
create table insight_day (
  tenant_id uuid not null references tenant,
  day date not null,
  time_zone text not null,
  received integer not null,
  questions integer not null,
  answered_by_ai integer not null,
  handoffs integer not null,
  sent_by_people integer not null,
  durable integer not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cost_usd_micro bigint not null,
  -- Handoff reason to count.
  reasons jsonb not null,
  -- Response times as counts in buckets (insights/histogram): quantiles of days can be put together.
  bot_times jsonb not null,
  human_times jsonb not null,
  written_at timestamptz not null,
  primary key (tenant_id, day)
);
call wall_off('insight_day');
