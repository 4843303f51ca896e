-- What the daily clearing looks for.
create index conversation_question_age on conversation (tenant_id, updated_at) where handoff_question is not null;
create index event_log_tenant_age on event_log (tenant_id, at);
