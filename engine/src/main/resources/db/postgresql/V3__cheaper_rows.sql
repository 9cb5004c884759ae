-- Repeated URLs are found in memory while a CSV is expanded: an index of random digests cost the more the larger it was.

alter table images drop column url_digest;

alter table requests add column revived_to bigint;

-- What is known of other requests says nothing of a new one: told that so far no row has its number, the planner would
-- expect one row, and read two million. Without statistics it expects the two-hundredth part of the table, and uses the
-- rest of each key.
alter table products alter column request set statistics 0;
alter table images alter column request set statistics 0;
alter table product_images alter column request set statistics 0;
