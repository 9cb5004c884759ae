-- Each image is updated twice, its request many times. Pages with free room take the new versions of their rows without
-- touching the indexes. Vacuum comes after 1 % of the rows have changed; the default, 20 %, is 400,000 of two million.
alter table requests set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);
alter table images set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);
alter table products set (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.01);
alter table failure_counts set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);
alter table throughput set (autovacuum_vacuum_scale_factor = 0.01);
alter table scheduled_tasks set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);
