-- What the page shows of a request beside its counters, and grows with them.

create table failures (
    request           bigint  not null references requests (number),
    code              text    not null,
    images            bigint  not null,
    primary key (request, code)
);

insert into failures
select i.request, i.code, count(*)
from images i join product_images p on p.request = i.request and p.image = i.number
where i.status = 'failed'
group by i.request, i.code;

create table paces (
    request           bigint  not null references requests (number),
    second            bigint  not null,
    images            bigint  not null,
    primary key (request, second)
);
