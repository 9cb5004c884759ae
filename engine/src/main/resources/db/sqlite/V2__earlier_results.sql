-- What an earlier request has published is used again where the source is still the same. A result is an image that
-- succeeded, so that it lives as long as its request does, and there is nothing beside it to keep true.

alter table requests add column cache text not null default 'use' check (cache in ('use', 'none'));
alter table requests add column images_reused integer not null default 0;   -- places, among those that succeeded

alter table images add column reused integer not null default 0;            -- 1 when an earlier result was used
alter table images add column reuse_key blob;                  -- 128 bits of SHA-256 over owner, coder, recipe and URL
alter table images add column content_digest blob;             -- SHA-256 over the bytes of the source
alter table images add column etag text;                       -- as the source's server spelled it
alter table images add column last_modified text;              -- likewise
alter table images add column validated_url_digest blob;       -- of the URL that answered with these two

create index images_by_reuse_key on images (reuse_key, request, number) where reuse_key is not null;
