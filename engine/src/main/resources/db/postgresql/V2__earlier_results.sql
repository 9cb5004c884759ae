-- Earlier results, on PostgreSQL. Each column is explained in its twin in ../sqlite; the two change in one commit.

alter table requests add column cache text not null default 'use' check (cache in ('use', 'none'));
alter table requests add column images_reused bigint not null default 0;

alter table images add column reused integer not null default 0;
alter table images add column reuse_key bytea;
alter table images add column content_digest bytea;
alter table images add column etag text;
alter table images add column last_modified text;
alter table images add column validated_url_digest bytea;

create index images_by_reuse_key on images (reuse_key, request, number) where reuse_key is not null;
