-- What a row takes: a request of 100,000 products with two images each, all done, in an empty ledger on SQLite.
--   cat engine/src/main/resources/db/sqlite/V*.sql docs/growth/sqlite.sql | sqlite3 scratch.db

insert into requests (id, owner, status, quality, max_width, max_height, format, image_base_url, idempotency_digest, rows_total,
                      images_total, warnings, warning_count, created_at)
values (lower(hex(randomblob(16))), '', 'completed', 50, 2048, 2048, 'KEEP', 'https://images.example.com/processed_images/',
        lower(hex(randomblob(32))), 100000, 200000, '[]', 0, 1700000000000);

with recursive places (n) as (select 1 union all select n + 1 from places where n < 200000)
insert into images (request, number, url, status, attempts, file_name, bytes_in, bytes_out, width, height, cache_key,
                    content_digest, etag, validated_url_digest)
select 1, n, 'https://shop.example.com/catalogue/pictures/' || printf('%08d', n) || '.jpg', 'succeeded', 1,
       lower(hex(randomblob(16))) || '.jpg', 300000, 120000, 1200, 840, randomblob(16),
       randomblob(32), '"' || lower(hex(randomblob(8))) || '"', randomblob(16)
from places;

insert into product_images (request, product, position, image)
select 1, (number + 1) / 2, 2 - number % 2, number from images;

insert into products (request, number, serial_number, product_name, input_image_urls, output_image_urls, status)
select 1, a.number / 2 + 1, printf('%06d', a.number / 2 + 1), 'A product with a usual name', a.url || ',' || b.url,
       'https://images.example.com/processed_images/' || a.file_name
           || ',https://images.example.com/processed_images/' || b.file_name, 'succeeded'
from images a join images b on b.request = 1 and b.number = a.number + 1 where a.number % 2 = 1;

.mode box
select name, sum(pgsize) / 100000 as "bytes a product" from dbstat where name glob '*product*' or name glob '*image*'
group by name order by 2 desc;
select sum(pgsize) / 100000 as "all, bytes a product" from dbstat;
