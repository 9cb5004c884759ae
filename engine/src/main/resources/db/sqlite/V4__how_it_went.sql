-- What the page shows of a request beside its counters, and grows with them.

create table failures (
    request           integer not null references requests (number),
    code              text    not null,
    images            integer not null,                -- places in the CSV
    primary key (request, code)
) strict, without rowid;

insert into failures
select i.request, i.code, count(*)
from images i join product_images p on p.request = i.request and p.image = i.number
where i.status = 'failed'
group by i.request, i.code;

create table paces (
    request           integer not null references requests (number),
    second            integer not null,                -- since 1970-01-01T00:00:00Z: the first that the row is about
    images            integer not null,                -- places in the CSV whose image ended then
    primary key (request, second)
) strict, without rowid;
