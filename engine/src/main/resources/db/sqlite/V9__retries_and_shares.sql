-- Failed images are fetched from other URLs, or retried for one reason. Requests are shown to others.

alter table images add column fetch_url text;                         -- fetched in the place of url
alter table requests add column retry_codes text;                     -- during a retry: only images that failed for these reasons; null for all
alter table requests add column share_token text;                      -- in the URL under which anyone may read it

create unique index requests_by_share_token on requests (share_token) where share_token is not null;
