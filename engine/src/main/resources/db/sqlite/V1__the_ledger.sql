-- The ledger on SQLite. Every table has a twin in ../postgresql; the two change in one commit.
-- Times are milliseconds since 1970-01-01T00:00:00Z. A table without a rowid is stored in the order of its key, which is
-- the order in which expansion writes it and the report reads it.

create table requests (
    number            integer primary key autoincrement,
    id                text    not null unique,
    owner             text    not null,
    status            text    not null check (status in ('queued', 'processing', 'completed', 'cancelled')),
    round             integer not null default 0,      -- how often its failed images were asked to be tried again
    quality           integer not null,
    max_width         integer not null,
    max_height        integer not null,
    format            text    not null,
    image_base_url    text    not null,                -- what stands before a file name in an output URL
    webhook_url       text,
    webhook_secret    text,
    idempotency_key   text,
    fingerprint       text    not null,                -- SHA-256 over the upload and its options
    rows_total        integer not null,
    rows_expanded     integer not null default 0,
    rows_done         integer not null default 0,
    revived_to        integer,                         -- set: failed images up to this one are pending again
    images_total      integer not null,                -- places in the CSV, so that the counts add up for its reader
    images_succeeded  integer not null default 0,
    images_failed     integer not null default 0,
    bytes_in          integer not null default 0,      -- each distinct image counted once
    bytes_out         integer not null default 0,
    warnings          text    not null,                -- JSON, the first hundred
    warning_count     integer not null,
    created_at        integer not null,
    started_at        integer,
    finished_at       integer,
    deleted_at        integer,                         -- set: nobody sees it any more, and it is being erased
    unique (owner, idempotency_key)
) strict;

create index requests_by_owner on requests (owner, number);

create table products (
    request           integer not null references requests (number),
    number            integer not null,                -- its place in the CSV, from 1
    serial_number     text    not null,
    product_name      text    not null,
    input_image_urls  text    not null,
    output_image_urls text,
    status            text    not null check (status in ('pending', 'succeeded', 'partial', 'failed')),
    primary key (request, number)
) strict, without rowid;

create index products_by_status on products (request, status, number);

create table images (
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
    primary key (request, number)
) strict, without rowid;

create table product_images (
    request           integer not null,
    product           integer not null,
    position          integer not null,                -- from 1
    image             integer not null,
    primary key (request, product, position)
) strict, without rowid;

create index product_images_by_image on product_images (request, image, product);

create table deliveries (
    number            integer primary key autoincrement,
    message_id        text    not null unique,         -- the webhook-id, the same for every attempt
    request           integer not null references requests (number),
    payload           text    not null,                -- the very bytes that are signed and sent
    status            text    not null check (status in ('pending', 'delivered', 'failed')),
    attempts          integer not null default 0,
    created_at        integer not null
) strict;

create index deliveries_by_request on deliveries (request, number);

create table delivery_attempts (
    delivery          integer not null references deliveries (number),
    number            integer not null,
    attempted_at      integer not null,
    answer            integer,                         -- the HTTP status, where there was one
    duration_ms       integer not null,
    message           text    not null,
    primary key (delivery, number)
) strict, without rowid;

-- db-scheduler's own table: https://github.com/kagkarlsson/db-scheduler
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
