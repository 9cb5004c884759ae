-- Images that an image service elsewhere works on.

create table service_jobs (
    number             bigint  generated always as identity primary key,
    id                 text    not null unique,
    request            bigint  not null references requests (number),
    task               text    not null,
    handover           integer not null,
    origin             bigint  not null,
    callback_url       text    not null,
    state              text    not null check (state in ('unsent', 'taken', 'extended')),
    deadline           bigint  not null,
    created_at         bigint  not null
);

create index service_jobs_by_task on service_jobs (request, task);
create index service_jobs_by_origin on service_jobs (origin);

alter table images add column service_job bigint;
alter table images add column service_result text;
alter table images add column service_content bytea;

create index handed_over_images on images (request, service_job) where service_job is not null;
