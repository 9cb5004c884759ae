-- How the catalogue file of a request is read and written back.

alter table requests add column layout text not null default 'standard';
alter table requests add column chosen_columns text;                                   -- JSON, of the layout custom
alter table requests add column base_url text;
alter table requests add column failed_places text not null default 'keep' check (failed_places in ('keep', 'blank'));
alter table requests add column keep_columns integer not null default 0;
alter table requests add column sheet text;
