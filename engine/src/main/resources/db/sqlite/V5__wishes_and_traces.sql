-- Wishes that come while something is under way are remembered, and so is whatever may have left a file.

alter table deliveries add column asked integer not null default 0;         -- how often it was asked for again
alter table images add column touched integer not null default 0;           -- 1 once it was begun: there may be a file

update images set touched = 1 where attempts > 0 or begun = 1 or status <> 'pending';

create index requests_open on requests (owner) where finished_at is null;
