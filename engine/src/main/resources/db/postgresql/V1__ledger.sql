-- The ledger on PostgreSQL. Each table has a twin in ../sqlite, which comments the columns; change both in one commit.

create table requests (
    number             bigint  generated always as identity primary key,
    id                 text    not null unique,
    owner              text    not null,
    status             text    not null check (status in ('queued', 'processing', 'completed', 'cancelled')),
    round              integer not null default 0,
    quality            integer not null,
    max_width          integer not null,
    max_height         integer not null,
    format             text    not null,
    cache              text    not null default 'use' check (cache in ('use', 'none')),
    image_base_url     text    not null,
    webhook_url        text,
    webhook_secret     text,
    idempotency_key    text,
    idempotency_digest text    not null,
    rows_total         bigint  not null,
    rows_expanded      bigint  not null default 0,
    rows_done          bigint  not null default 0,
    images_total       bigint  not null,
    images_succeeded   bigint  not null default 0,
    images_failed      bigint  not null default 0,
    images_reused      bigint  not null default 0,
    bytes_in           bigint  not null default 0,
    bytes_out          bigint  not null default 0,
    warnings           text    not null,
    warning_count      bigint  not null,
    retried_to         bigint,
    created_at         bigint  not null,
    started_at         bigint,
    finished_at        bigint,
    deleted_at         bigint,
    unique (owner, idempotency_key)
);

create index requests_by_owner on requests (owner, number);
create index open_requests_by_owner on requests (owner) where finished_at is null;

create table products (
    request            bigint  not null references requests (number),
    number             bigint  not null,
    serial_number      text    not null,
    product_name       text    not null,
    input_image_urls   text    not null,
    output_image_urls  text,
    status             text    not null check (status in ('pending', 'succeeded', 'partial', 'failed')),
    primary key (request, number)
);

create index products_by_status on products (request, status, number);

create table images (
    request              bigint  not null references requests (number),
    number               bigint  not null,
    url                  text    not null,
    status               text    not null check (status in ('pending', 'succeeded', 'failed')),
    in_progress          integer not null default 0,
    attempted            integer not null default 0,
    attempts             integer not null default 0,
    due_at               bigint,
    code                 text,
    message              text,
    file_name            text,
    bytes_in             bigint,
    bytes_out            bigint,
    width                integer,
    height               integer,
    reused               integer not null default 0,
    cache_key            bytea,
    content_digest       bytea,
    etag                 text,
    last_modified        text,
    validated_url_digest bytea,
    primary key (request, number)
);

create index images_by_cache_key on images (cache_key, request, number) where cache_key is not null;

create table product_images (
    request            bigint  not null,
    product            bigint  not null,
    position           integer not null,
    image              bigint  not null,
    primary key (request, product, position)
);

create index product_images_by_image on product_images (request, image, product);

create table failure_counts (
    request            bigint  not null references requests (number),
    code               text    not null,
    images             bigint  not null,
    primary key (request, code)
);

create table throughput (
    request            bigint  not null references requests (number),
    second             bigint  not null,
    images             bigint  not null,
    primary key (request, second)
);

create table deliveries (
    number              bigint  generated always as identity primary key,
    message_id          text    not null unique,
    request             bigint  not null references requests (number),
    payload             text    not null,
    status              text    not null check (status in ('pending', 'delivered', 'failed')),
    attempts            integer not null default 0,
    redelivery_requests integer not null default 0,
    created_at          bigint  not null
);

create index deliveries_by_request on deliveries (request, number);

create table delivery_attempts (
    delivery           bigint  not null references deliveries (number),
    number             bigint  not null,
    attempted_at       bigint  not null,
    http_status        integer,
    duration_ms        bigint  not null,
    message            text    not null,
    primary key (delivery, number)
);

-- db-scheduler's table: https://github.com/kagkarlsson/db-scheduler
create table scheduled_tasks (
    task_name            text    not null,
    task_instance        text    not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint  not null,
    priority             smallint,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_by_priority on scheduled_tasks (picked, priority desc, execution_time);
create index scheduled_tasks_by_heartbeat on scheduled_tasks (picked, last_heartbeat);

-- No statistics for request numbers. They would say that a new request has no rows, the planner would expect one row,
-- and read two million. Without them it expects 1/200 of the table and uses the other columns of each key.
alter table products alter column request set statistics 0;
alter table images alter column request set statistics 0;
alter table product_images alter column request set statistics 0;
