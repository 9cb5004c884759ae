package dev.halftone.engine.ledger;

import dev.halftone.engine.database.Dialect;
import dev.halftone.engine.request.Request;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Counts unfinished requests: for the limits on them and their images, and for the priority of their tasks.
public final class OpenRequests {
    /// The first half of PostgreSQL's advisory locks on owners. A database may have locks for other purposes.
    private static final int OWNER_LOCKS = 0x6861_6c66;

    private final JdbcClient write;
    private final JdbcClient read;
    private final Dialect dialect;

    OpenRequests(JdbcClient write, JdbcClient read, Dialect dialect) {
        this.write = write;
        this.read = read;
        this.dialect = dialect;
    }

    /// The number of the owner's unfinished requests.
    public long count(String owner) {
        return count(read, owner);
    }

    /// The same number, locked until the end of the transaction. Without the lock, fifty simultaneous uploads
    /// would each see the number before all of them.
    public long lockAndCount(String owner) {
        lock(owner);
        return count(write, owner);
    }

    /// How many images of all owners' requests have not ended, locked until the end of the transaction.
    public long lockAndCountPendingImages() {
        lock("");
        return write.sql("""
                select coalesce(sum(images_total - images_succeeded - images_failed), 0) from requests
                where owner >= '' and finished_at is null and deleted_at is null
                """).query(Long.class).single();
    }

    private static long count(JdbcClient client, String owner) {
        return client.sql("""
                select count(*) from requests
                where owner = :owner and finished_at is null and deleted_at is null
                """).param("owner", owner).query(Long.class).single();
    }

    /// On SQLite there is one writer, which is lock enough. Owners with the same hash wait for each other.
    void lock(String owner) {
        switch (dialect) {
            case SQLITE -> {}
            case POSTGRESQL ->
                write.sql("select pg_advisory_xact_lock(:space, hashtext(:owner))")
                        .param("space", OWNER_LOCKS)
                        .param("owner", owner)
                        .query(row -> {});
        }
    }

    /// How many unfinished requests the owner has besides this one. Always 0 without API keys: then all clients
    /// are one owner, and one of them must not hold up the others.
    public long besides(Request request) {
        return besides(request.owner(), request.number());
    }

    /// Does the same.
    ///
    /// @param number of the request
    public long besides(String owner, long number) {
        if (owner.isEmpty()) return 0;
        return write.sql("""
                select count(*) from requests
                where owner = :owner and finished_at is null and deleted_at is null and number <> :number
                """)
                .param("owner", owner)
                .param("number", number)
                .query(Long.class)
                .single();
    }
}
