-- The ledger on SQLite. Each table has a twin in ../postgresql; change both in one commit.
-- docs/database.md describes every column.
--
-- Times are milliseconds since 1970-01-01T00:00:00Z. A table without a rowid is stored in the order of its primary key,
-- which is the order in which rows are inserted and reports read them.

create table requests (
    number             integer primary key autoincrement,
    id                 text    not null unique,
    owner              text    not null,
    status             text    not null check (status in ('queued', 'processing', 'completed', 'cancelled')),
    round              integer not null default 0,      -- how many times its failed images were retried
    quality            integer not null,
    max_width          integer not null,
    max_height         integer not null,
    format             text    not null,
    cache              text    not null default 'use' check (cache in ('use', 'none')),
    image_base_url     text    not null,                -- prefix of every output URL
    webhook_url        text,
    webhook_secret     text,
    idempotency_key    text,
    idempotency_digest text    not null,                -- SHA-256 of the upload and its options
    rows_total         integer not null,
    rows_expanded      integer not null default 0,
    rows_done          integer not null default 0,
    images_total       integer not null,                -- image counts are places in the CSV, not distinct URLs
    images_succeeded   integer not null default 0,
    images_failed      integer not null default 0,
    images_reused      integer not null default 0,      -- included in images_succeeded
    bytes_in           integer not null default 0,      -- each distinct image counted once
    bytes_out          integer not null default 0,
    warnings           text    not null,                -- JSON, the first hundred
    warning_count      integer not null,
    retried_to         integer,                         -- during a retry: failed images up to this one are pending again
    created_at         integer not null,
    started_at         integer,
    finished_at        integer,
    deleted_at         integer,                         -- set: hidden from clients, rows being purged
    unique (owner, idempotency_key)
) strict;

create index requests_by_owner on requests (owner, number);
create index open_requests_by_owner on requests (owner) where finished_at is null;

create table products (
    request            integer not null references requests (number),
    number             integer not null,                -- position in the CSV, from 1
    serial_number      text    not null,
    product_name       text    not null,
    input_image_urls   text    not null,
    output_image_urls  text,
    status             text    not null check (status in ('pending', 'succeeded', 'partial', 'failed')),
    primary key (request, number)
) strict, without rowid;

create index products_by_status on products (request, status, number);

create table images (
    request              integer not null references requests (number),
    number               integer not null,              -- the place of the URL's first occurrence in the CSV, from 1
    url                  text    not null,
    status               text    not null check (status in ('pending', 'succeeded', 'failed')),
    in_progress          integer not null default 0,    -- 1 during an attempt
    attempted            integer not null default 0,    -- 1 after the first attempt started: a file may exist
    attempts             integer not null default 0,    -- incremented before the work
    due_at               integer,                       -- pending: not before this time
    code                 text,
    message              text,
    file_name            text,
    bytes_in             integer,
    bytes_out            integer,
    width                integer,
    height               integer,
    reused               integer not null default 0,    -- 1 if the result came from an earlier request
    cache_key            blob,                          -- 128 bits of SHA-256 of owner, codec, recipe and URL
    content_digest       blob,                          -- SHA-256 of the source bytes
    etag                 text,                          -- exactly as the source server sent it
    last_modified        text,                          -- likewise
    validated_url_digest blob,                          -- of the URL that returned these two headers
    primary key (request, number)
) strict, without rowid;

create index images_by_cache_key on images (cache_key, request, number) where cache_key is not null;

create table product_images (
    request            integer not null,
    product            integer not null,
    position           integer not null,                -- in the product, from 1
    image              integer not null,
    primary key (request, product, position)
) strict, without rowid;

create index product_images_by_image on product_images (request, image, product);

-- Why places failed, counted as they fail: counting a million images would be too slow for a response.
create table failure_counts (
    request            integer not null references requests (number),
    code               text    not null,
    images             integer not null,                -- places in the CSV
    primary key (request, code)
) strict, without rowid;

create table throughput (
    request            integer not null references requests (number),
    second             integer not null,                -- since 1970-01-01T00:00:00Z: the start of the interval
    images             integer not null,                -- places in the CSV whose image ended in the interval
    primary key (request, second)
) strict, without rowid;

create table deliveries (
    number              integer primary key autoincrement,
    message_id          text    not null unique,        -- the webhook-id, the same for every attempt
    request             integer not null references requests (number),
    payload             text    not null,               -- exactly what is signed and sent
    status              text    not null check (status in ('pending', 'delivered', 'failed')),
    attempts            integer not null default 0,
    redelivery_requests integer not null default 0,     -- how many times a client asked to send it again
    created_at          integer not null
) strict;

create index deliveries_by_request on deliveries (request, number);

create table delivery_attempts (
    delivery           integer not null references deliveries (number),
    number             integer not null,
    attempted_at       integer not null,
    http_status        integer,                         -- absent if there was no response
    duration_ms        integer not null,
    message            text    not null,
    primary key (delivery, number)
) strict, without rowid;

-- db-scheduler's table: https://github.com/kagkarlsson/db-scheduler
create table scheduled_tasks (
    task_name            text    not null,
    task_instance        text    not null,
    task_data            blob,
    execution_time       integer not null,
    picked               integer not null,
    picked_by            text,
    last_success         integer,
    last_failure         integer,
    consecutive_failures integer,
    last_heartbeat       integer,
    version              integer not null,
    priority             integer,
    primary key (task_name, task_instance)
) strict, without rowid;

create index scheduled_tasks_by_priority on scheduled_tasks (picked, priority desc, execution_time);
create index scheduled_tasks_by_heartbeat on scheduled_tasks (picked, last_heartbeat);
