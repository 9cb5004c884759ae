-- What users call a request, and find it by.

alter table requests add column reference text;
alter table requests add column filename text;
alter table requests add column search_text text not null default '';                  -- both, with folded case

-- With the text in it, a search reads only the rows that it finds. PostgreSQL would read all rows nevertheless.
drop index requests_by_owner;
create index requests_by_owner on requests (owner, number, search_text);

create index requests_by_status on requests (owner, status, number);
create index requests_by_reference on requests (owner, reference, number) where reference is not null;
