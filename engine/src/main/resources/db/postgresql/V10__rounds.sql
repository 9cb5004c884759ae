-- The time that a request is worked on, without the pauses between a finish and a retry.

alter table requests add column round_started_at bigint;             -- when the present round began; null before the first image has started, and in requests of older versions
alter table requests add column earlier_rounds_ms bigint not null default 0;
