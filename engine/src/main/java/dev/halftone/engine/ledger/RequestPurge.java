package dev.halftone.engine.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;

/// Deletes the rows of a deleted request in batches, so that no transaction grows with the request.
public final class RequestPurge {
    private static final int BATCH_SIZE = 2_000;

    private final JdbcClient write;

    RequestPurge(JdbcClient write) {
        this.write = write;
    }

    /// Whether tasks named `task` are scheduled whose instance starts with `prefix`.
    public boolean hasTasks(String task, String prefix) {
        return write.sql("""
                        select count(*) from scheduled_tasks where task_name = :task and task_instance like :instances
                        """)
                        .param("task", task)
                        .param("instances", prefix + "%")
                        .query(Long.class)
                        .single()
                > 0;
    }

    /// Deletes some rows of a deleted request in the caller's transaction.
    ///
    /// @return whether there may be more
    public boolean deleteBatch(long request) {
        return deleteReferences(request) > 0
                || deleteProducts(request) > 0
                || deleteImages(request) > 0
                || deleteRemainder(request);
    }

    private int deleteReferences(long request) {
        return write.sql("""
                delete from product_images where request = :request and product in
                    (select distinct product from product_images where request = :request order by product limit :limit)
                """)
                .param("request", request)
                .param("limit", BATCH_SIZE)
                .update();
    }

    private int deleteProducts(long request) {
        return write.sql("""
                delete from products where request = :request and number in
                    (select number from products where request = :request order by number limit :limit)
                """)
                .param("request", request)
                .param("limit", BATCH_SIZE)
                .update();
    }

    private int deleteImages(long request) {
        return write.sql("""
                delete from images where request = :request and number in
                    (select number from images where request = :request order by number limit :limit)
                """)
                .param("request", request)
                .param("limit", BATCH_SIZE)
                .update();
    }

    private boolean deleteRemainder(long request) {
        write.sql("""
                delete from delivery_attempts where delivery in
                    (select number from deliveries where request = :request)
                """).param("request", request).update();
        write.sql("delete from deliveries where request = :request")
                .param("request", request)
                .update();
        write.sql("delete from service_jobs where request = :request")
                .param("request", request)
                .update();
        write.sql("delete from failure_counts where request = :request")
                .param("request", request)
                .update();
        write.sql("delete from throughput where request = :request")
                .param("request", request)
                .update();
        write.sql("delete from requests where number = :request and deleted_at is not null")
                .param("request", request)
                .update();
        return false;
    }
}
