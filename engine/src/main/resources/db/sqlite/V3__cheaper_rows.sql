-- Repeated URLs are found in memory while a CSV is expanded: an index of random digests cost the more the larger it was.
-- SQLite cannot drop a column of a key, so the table is made anew.

alter table requests add column revived_to integer;              -- set: failed images up to this one are pending again

create table new_images (
    request           integer not null references requests (number),
    number            integer not null,                -- the place of its first mention in the CSV, from 1
    url               text    not null,
    status            text    not null check (status in ('pending', 'succeeded', 'failed')),
    begun             integer not null default 0,      -- 1 while an attempt is under way
    attempts          integer not null default 0,      -- counted before the work
    due_at            integer,                         -- pending, and not before this time
    code              text,
    message           text,
    file_name         text,
    bytes_in          integer,
    bytes_out         integer,
    width             integer,
    height            integer,
    reused            integer not null default 0,      -- 1 when an earlier result was used
    reuse_key         blob,                            -- 128 bits of SHA-256 over owner, coder, recipe and URL
    content_digest    blob,                            -- SHA-256 over the bytes of the source
    etag              text,                            -- as the source's server spelled it
    last_modified     text,                            -- likewise
    validated_url_digest blob,                         -- of the URL that answered with these two
    primary key (request, number)
) strict, without rowid;

insert into new_images
select request, number, url, status, begun, attempts, due_at, code, message, file_name, bytes_in, bytes_out, width,
       height, reused, reuse_key, content_digest, etag, last_modified, validated_url_digest
from images;

drop table images;
alter table new_images rename to images;
create index images_by_reuse_key on images (reuse_key, request, number) where reuse_key is not null;
