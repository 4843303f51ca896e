-- What the bot says on its own, not to a turn, is void once the customer has written again: the turn that was the newest
-- when it was queued. Null: what answers a turn, and whatever people say.
alter table outbound add column for_turn integer;
