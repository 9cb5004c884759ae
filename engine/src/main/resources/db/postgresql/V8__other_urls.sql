-- Failed images are fetched from other URLs, or retried for one reason.

alter table images add column fetch_url text;
alter table requests add column retry_codes text;
