-- Wishes and traces, on PostgreSQL. Each column is explained in its twin in ../sqlite; the two change in one commit.

alter table deliveries add column asked integer not null default 0;
alter table images add column touched integer not null default 0;

update images set touched = 1 where attempts > 0 or begun = 1 or status <> 'pending';

create index requests_open on requests (owner) where finished_at is null;
