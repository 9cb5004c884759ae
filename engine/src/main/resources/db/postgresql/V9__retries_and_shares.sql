-- Failed images are fetched from other URLs, or retried for one reason. Requests are shown to others.

alter table images add column fetch_url text;
alter table requests add column retry_codes text;
alter table requests add column share_token text;

create unique index requests_by_share_token on requests (share_token) where share_token is not null;
