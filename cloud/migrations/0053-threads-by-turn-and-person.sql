-- A regular customer's thread has thousands of messages; these find in it without reading it: the bubbles of a turn, what a
-- person wrote, when it was handed over. Without them the figures of a month of 1,000,000 messages took more than 15 s,
-- as each turn read its whole thread again.
create index message_turn on message (tenant_id, conversation_id, turn_revision) where author = 'contact';
create index message_person on message (tenant_id, conversation_id, at) where author in ('member', 'phone');
create index receipt_handoff on receipt (tenant_id, conversation_id, created_at) where decision = 'handoff';
-- The newest questions that no text answered, without looking at all that was handed over.
create index receipt_unanswered on receipt (tenant_id, created_at) where decision = 'handoff' and reason in ('low_confidence', 'ungrounded');
