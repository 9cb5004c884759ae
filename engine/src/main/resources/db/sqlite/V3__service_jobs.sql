-- Images that an image service elsewhere works on.

create table service_jobs (
    number             integer primary key autoincrement,
    id                 text    not null unique,         -- the job_id that the service knows
    request            integer not null references requests (number),
    task               text    not null,                -- the chunk task to run when results arrive
    handover           integer not null,                -- how many times its images were handed over with this job
    origin             integer not null,                -- the job with which they were handed over first
    callback_url       text    not null,
    state              text    not null check (state in ('unsent', 'taken', 'extended')),
    deadline           integer not null,
    created_at         integer not null
) strict;

create index service_jobs_by_task on service_jobs (request, task);
create index service_jobs_by_origin on service_jobs (origin);

alter table images add column service_job integer;      -- the job that a pending image waits for
alter table images add column service_result text;      -- its result, in JSON, until it is recorded
alter table images add column service_content blob;     -- the new image, if it came with the result

create index handed_over_images on images (request, service_job) where service_job is not null;
