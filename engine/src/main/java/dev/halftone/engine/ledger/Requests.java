package dev.halftone.engine.ledger;

import dev.halftone.engine.request.NewRequest;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The requests: accepted, under way, ended, deleted.
public final class Requests {
    private static final RequestRowMapper ROW = new RequestRowMapper();

    private final JdbcClient write;
    private final JdbcClient read;

    Requests(JdbcClient write, JdbcClient read) {
        this.write = write;
        this.read = read;
    }

    /// Accepts a request, unless its owner has used the idempotency key before.
    ///
    /// @return its number; empty when the key is taken
    public Optional<Long> accept(NewRequest request, Instant now) {
        var recipe = request.options().recipe();
        var webhook = request.options().webhook();
        return write.sql("""
                insert into requests
                    (id, owner, status, quality, max_width, max_height, format, image_base_url,
                     webhook_url, webhook_secret, cache, idempotency_key, idempotency_digest,
                     rows_total, images_total, warnings, warning_count, created_at)
                values
                    (:id, :owner, 'queued', :quality, :maxWidth, :maxHeight, :format, :imageBaseUrl,
                     :webhookUrl, :webhookSecret, :cache, :idempotencyKey, :idempotencyDigest,
                     :rows, :images, :warnings, :warningCount, :now)
                on conflict (owner, idempotency_key) do nothing
                returning number
                """)
                .param("id", request.id().text())
                .param("owner", request.owner())
                .param("quality", recipe.quality())
                .param("maxWidth", recipe.maxWidth())
                .param("maxHeight", recipe.maxHeight())
                .param("format", recipe.format().name())
                .param("imageBaseUrl", request.imageBaseUrl())
                .param("webhookUrl", webhook.map(target -> target.url()).orElse(null))
                .param(
                        "webhookSecret",
                        webhook.flatMap(target -> target.secret()).orElse(null))
                .param("cache", request.options().cacheUse().word())
                .param("idempotencyKey", request.idempotency().key().orElse(null))
                .param("idempotencyDigest", request.idempotency().digest())
                .param("rows", request.size().rows())
                .param("images", request.size().images())
                .param("warnings", request.size().warnings())
                .param("warningCount", request.size().warningCount())
                .param("now", now.toEpochMilli())
                .query(Long.class)
                .optional();
    }

    /// The request of that name, if it is this owner's.
    public Optional<Request> find(String owner, RequestId id) {
        return read.sql("""
                select * from requests where id = :id and owner = :owner and deleted_at is null
                """)
                .param("id", id.text())
                .param("owner", owner)
                .query(ROW)
                .optional();
    }

    /// Whether there is a request of that name, whoever owns it.
    public boolean exists(RequestId id) {
        return read.sql("select count(*) from requests where id = :id")
                        .param("id", id.text())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /// The request that this owner made with that key.
    public Optional<Request> findByKey(String owner, String idempotencyKey) {
        return read.sql("""
                select * from requests where owner = :owner and idempotency_key = :key and deleted_at is null
                """)
                .param("owner", owner)
                .param("key", idempotencyKey)
                .query(ROW)
                .optional();
    }

    /// How many of this owner's requests have not ended.
    public long countOpen(String owner) {
        return read.sql("""
                select count(*) from requests
                where owner = :owner and finished_at is null and deleted_at is null
                """).param("owner", owner).query(Long.class).single();
    }

    /// A page of this owner's requests, newest first: those before the number, at most `limit`.
    public List<Request> newestFirst(String owner, long before, int limit) {
        return read.sql("""
                select * from requests
                where owner = :owner and number < :before and deleted_at is null
                order by number desc limit :limit
                """)
                .param("owner", owner)
                .param("before", before)
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    /// How many requests there are and how their images stand, by the status of the request; a status that no
    /// request has is not among them.
    public List<Tally> tallies() {
        return read.sql("""
                select status, count(*) as requests, sum(images_total) as images,
                       sum(images_succeeded) as succeeded, sum(images_failed) as failed,
                       sum(images_reused) as reused
                from requests where deleted_at is null group by status
                """).query(Tally::of).list();
    }

    /// The requests of one status, all owners', and the places in their CSVs.
    public record Tally(RequestStatus status, long requests, long images, long succeeded, long failed, long reused) {
        private static Tally of(ResultSet row, int index) throws SQLException {
            return new Tally(
                    RequestStatus.of(row.getString("status")),
                    row.getLong("requests"),
                    row.getLong("images"),
                    row.getLong("succeeded"),
                    row.getLong("failed"),
                    row.getLong("reused"));
        }
    }

    /// Takes the request for the rest of this transaction, and tells how it stands: every change of anything it
    /// holds begins here, so that changes to one request come one after another on any database.
    ///
    /// @return empty when it has been deleted
    public Optional<Request> lock(long number) {
        return write.sql("""
                update requests set status = status where number = :number and deleted_at is null returning *
                """).param("number", number).query(ROW).optional();
    }

    /// The request without its lock, deleted or not.
    public Optional<Request> get(long number) {
        return read.sql("select * from requests where number = :number")
                .param("number", number)
                .query(ROW)
                .optional();
    }

    /// Whether anybody still wants its images: it is neither cancelled nor deleted.
    public boolean isOpen(long number) {
        return read.sql("""
                        select count(*) from requests
                        where number = :number and status <> 'cancelled' and deleted_at is null
                        """).param("number", number).query(Long.class).single() > 0;
    }

    /// Notes that the first of its images has begun.
    public void start(long number, Instant now) {
        write.sql("""
                update requests set status = 'processing', started_at = coalesce(started_at, :now)
                where number = :number and status = 'queued'
                """).param("number", number).param("now", now.toEpochMilli()).update();
    }

    /// Notes that the rows after `from`, up to and including `to`, stand in the ledger.
    ///
    /// @return whether this call did; a twin of the caller may have come before it
    public boolean recordExpanded(long number, long from, long to) {
        return write.sql("update requests set rows_expanded = :to where number = :number and rows_expanded = :from")
                        .param("number", number)
                        .param("from", from)
                        .param("to", to)
                        .update()
                == 1;
    }

    /// Closes a request whose every image has ended and is not to be tried again; a cancelled one stays
    /// cancelled.
    ///
    /// @return whether this call closed it
    public boolean finish(long number, int round, Instant now) {
        return write.sql("""
                        update requests
                        set finished_at = :now, status = case status when 'cancelled' then status else 'completed' end
                        where number = :number and round = :round and finished_at is null and retried_to is null
                            and images_succeeded + images_failed = images_total and rows_done = rows_total
                        """)
                        .param("number", number)
                        .param("round", round)
                        .param("now", now.toEpochMilli())
                        .update()
                == 1;
    }

    /// Cancels a request that has not ended.
    ///
    /// @return whether this call cancelled it
    public boolean cancel(long number) {
        return write.sql("""
                        update requests set status = 'cancelled'
                        where number = :number and status in ('queued', 'processing') and deleted_at is null
                        """).param("number", number).update() == 1;
    }

    /// Opens a request again for another round, in which its failed images are revived.
    ///
    /// @return the request as it now stands
    public Request reopen(long number) {
        return write.sql("""
                update requests set status = 'processing', finished_at = null, round = round + 1, retried_to = 0
                where number = :number
                returning *
                """).param("number", number).query(ROW).single();
    }

    /// Notes that failed images up to and including `image` have been revived.
    public void retryProgress(long number, long image) {
        write.sql("update requests set retried_to = :image where number = :number")
                .param("number", number)
                .param("image", image)
                .update();
    }

    /// Notes that no failed image is left to be revived.
    public void retryFinished(long number) {
        write.sql("update requests set retried_to = null where number = :number")
                .param("number", number)
                .update();
    }

    /// Hides a request from everybody; its rows and images are erased afterwards.
    ///
    /// @return its number, if this call deleted it
    public Optional<Long> delete(String owner, RequestId id, Instant now) {
        return write.sql("""
                update requests set deleted_at = :now, idempotency_key = null
                where id = :id and owner = :owner and deleted_at is null
                returning number
                """)
                .param("id", id.text())
                .param("owner", owner)
                .param("now", now.toEpochMilli())
                .query(Long.class)
                .optional();
    }

    /// Requests that ended before `time` and are still kept, at most `limit`.
    public List<Request> finishedBefore(Instant time, int limit) {
        return read.sql("""
                select * from requests
                where finished_at < :time and deleted_at is null
                order by number limit :limit
                """)
                .param("time", time.toEpochMilli())
                .param("limit", limit)
                .query(ROW)
                .list();
    }
}
