-- What a message of the company's said before somebody changed it on the company's phone: the record keeps what the customer
-- was told first. Null while it was never changed; a withdrawn message keeps its words in `content`.
alter table message add column original text;

-- Quotations kept the words a customer's phone sent along, which may be anybody's. Only the id is kept: what stands under it
-- in our own record is what was quoted.
-- Row-level security binds the owner too, who would change no row here without saying so.
alter table message no force row level security;
update message set media = jsonb_set(media, '{quoted}', jsonb_build_object('waId', media -> 'quoted' -> 'waId'))
  where media ? 'quoted';
alter table message force row level security;
