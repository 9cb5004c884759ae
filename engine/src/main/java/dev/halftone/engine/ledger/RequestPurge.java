package dev.halftone.engine.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;

/// Takes a deleted request out of the books, a part at a time, so that no transaction grows with the request.
public final class RequestPurge {
    private static final int PRODUCTS = 2_000;

    private final JdbcClient write;

    RequestPurge(JdbcClient write) {
        this.write = write;
    }

    /// Whether tasks of that kind are still to be done whose names begin like this.
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

    /// Erases some of a deleted request's rows, in a transaction of the caller's.
    ///
    /// @return whether there may be more
    public boolean deleteBatch(long request) {
        return eraseReferences(request) > 0
                || eraseProducts(request) > 0
                || eraseImages(request) > 0
                || eraseRest(request);
    }

    private int eraseReferences(long request) {
        return write.sql("""
                delete from product_images where request = :request and product in
                    (select distinct product from product_images where request = :request order by product limit :limit)
                """).param("request", request).param("limit", PRODUCTS).update();
    }

    private int eraseProducts(long request) {
        return write.sql("""
                delete from products where request = :request and number in
                    (select number from products where request = :request order by number limit :limit)
                """).param("request", request).param("limit", PRODUCTS).update();
    }

    private int eraseImages(long request) {
        return write.sql("""
                delete from images where request = :request and number in
                    (select number from images where request = :request order by number limit :limit)
                """).param("request", request).param("limit", PRODUCTS).update();
    }

    private boolean eraseRest(long request) {
        write.sql("""
                delete from delivery_attempts where delivery in
                    (select number from deliveries where request = :request)
                """).param("request", request).update();
        write.sql("delete from deliveries where request = :request")
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
