-- The nodes that work, and what they tell each other about image hosts. On SQLite there is one node.

create table nodes (
    name    text    primary key,
    seen_at integer not null
) strict;

create table host_holds (
    host    text    not null,
    tenant  text    not null,                           -- whose images there wait
    kind    text    not null check (kind in ('retry_after', 'circuit')),
    code    text    not null,
    message text    not null,
    told_at integer not null,
    ends_at integer not null,
    node    text    not null,                           -- the node that learnt it
    primary key (host, tenant, kind)
) strict;
