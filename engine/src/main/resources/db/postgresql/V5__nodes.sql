-- The nodes that work, and what they tell each other about image hosts.

create table nodes (
    name    text   primary key,
    seen_at bigint not null
);

create table host_holds (
    host    text   not null,
    tenant  text   not null,
    kind    text   not null check (kind in ('retry_after', 'circuit')),
    code    text   not null,
    message text   not null,
    told_at bigint not null,
    ends_at bigint not null,
    node    text   not null,
    primary key (host, tenant, kind)
);
