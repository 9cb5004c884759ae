-- What users call a request, and find it by.

alter table requests add column reference text;
alter table requests add column filename text;
alter table requests add column search_text text not null default '';

create index requests_by_status on requests (owner, status, number);
create index requests_by_reference on requests (owner, reference, number) where reference is not null;
