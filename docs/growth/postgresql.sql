-- The twin of sqlite.sql on PostgreSQL.
--   cat engine/src/main/resources/db/postgresql/V*.sql docs/growth/postgresql.sql | psql scratch

insert into requests (id, owner, status, quality, max_width, max_height, format, image_base_url, idempotency_digest, rows_total,
                      images_total, warnings, warning_count, created_at)
values (md5(random()::text), '', 'completed', 50, 2048, 2048, 'KEEP', 'https://images.example.com/processed_images/',
        md5(random()::text) || md5(random()::text), 100000, 200000, '[]', 0, 1700000000000);

insert into images (request, number, url, status, attempts, file_name, bytes_in, bytes_out, width, height, cache_key,
                    content_digest, etag, validated_url_digest)
select 1, n, 'https://shop.example.com/catalogue/pictures/' || lpad(n::text, 8, '0') || '.jpg', 'succeeded', 1,
       md5(random()::text) || '.jpg', 300000, 120000, 1200, 840, decode(md5(random()::text), 'hex'),
       decode(md5(random()::text) || md5(random()::text), 'hex'), '"' || left(md5(random()::text), 16) || '"',
       decode(md5(random()::text), 'hex')
from generate_series(1, 200000) n;

insert into product_images (request, product, position, image)
select 1, (number + 1) / 2, 2 - number % 2, number from images;

insert into products (request, number, serial_number, product_name, input_image_urls, output_image_urls, status)
select 1, a.number / 2 + 1, lpad((a.number / 2 + 1)::text, 6, '0'), 'A product with a usual name', a.url || ',' || b.url,
       'https://images.example.com/processed_images/' || a.file_name
           || ',https://images.example.com/processed_images/' || b.file_name, 'succeeded'
from images a join images b on b.request = 1 and b.number = a.number + 1 where a.number % 2 = 1;

select relname as name, pg_relation_size(oid) / 100000 as "bytes a product" from pg_class
where relname ~ 'product|image' and relkind in ('r', 'i') order by 2 desc;
select pg_database_size(current_database()) / 100000 as "all, bytes a product";
