-- Whatever was merged into a thread or a person is looked up by it: for receipts, for exports and erasures. Without these
-- each look walks through all of a company's conversations, 50 ms with 100,000 of them.
create index conversation_merged on conversation (tenant_id, merged_into) where merged_into is not null;
create index contact_merged on contact (tenant_id, merged_into) where merged_into is not null;
-- A page of receipts, newest first, without sorting all that a regular customer ever asked.
create index receipt_thread on receipt (tenant_id, conversation_id, id desc);
