-- Failed images are fetched from other URLs, or retried for one reason.

alter table images add column fetch_url text;                         -- fetched in the place of url
alter table requests add column retry_codes text;                     -- during a retry: only images that failed for these reasons; null for all
