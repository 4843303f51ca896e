-- Texts that answer often, typed by their shortcut in the console's composer.
create table quick_reply (
  tenant_id uuid not null references tenant,
  id uuid not null,
  shortcut text not null check (shortcut = lower(shortcut)),
  content text not null check (length(content) between 1 and 4096),
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, shortcut),
  foreign key (tenant_id, created_by) references member (tenant_id, id)
);
call wall_off('quick_reply');
