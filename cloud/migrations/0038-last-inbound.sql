-- When the customer last wrote: the official channel's 24 h and the number's pace hang on it.
alter table conversation add column last_inbound_at timestamptz;
-- Row-level security binds the owner too, who would change no row here without saying so.
alter table conversation no force row level security;
alter table message no force row level security;
update conversation v set last_inbound_at = (
  select max(m.at) from message m where m.tenant_id = v.tenant_id and m.conversation_id = v.id and m.author = 'contact'
);
alter table message force row level security;
alter table conversation force row level security;
