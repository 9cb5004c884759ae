-- Counted at each scrape of the metrics.

create index undelivered on deliveries (status) where status <> 'delivered';
