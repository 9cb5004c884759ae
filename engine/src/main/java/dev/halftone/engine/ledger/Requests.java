package dev.halftone.engine.ledger;

import dev.halftone.engine.database.Dialect;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.NewRequest;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestStatus;
import dev.halftone.engine.request.ShareToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Stores requests and changes their state.
public final class Requests {
    static final RequestRowMapper ROW = new RequestRowMapper();

    private final JdbcClient write;
    private final JdbcClient read;
    private final String rowLock;

    Requests(JdbcClient write, JdbcClient read, Dialect dialect) {
        this.write = write;
        this.read = read;
        this.rowLock = dialect.rowLock();
    }

    /// Inserts a request unless its owner has used the idempotency key before.
    ///
    /// @return its number; empty if the key was used
    public Optional<Long> accept(NewRequest request, Instant now) {
        var recipe = request.options().recipe();
        var webhook = request.options().webhook();
        var name = request.options().name();
        return write.sql("""
                insert into requests
                    (id, owner, status, quality, max_width, max_height, format, image_base_url,
                     webhook_url, webhook_secret, cache, charset, layout, chosen_columns, base_url, failed_places,
                     keep_columns, sheet, reference, filename, search_text, idempotency_key, idempotency_digest,
                     rows_total, images_total, warnings, warning_count, created_at)
                values
                    (:id, :owner, 'queued', :quality, :maxWidth, :maxHeight, :format, :imageBaseUrl,
                     :webhookUrl, :webhookSecret, :cache, :charset, :layout, :chosenColumns, :baseUrl, :failedPlaces,
                     :keepColumns, :sheet, :reference, :filename, :searchText, :idempotencyKey, :idempotencyDigest,
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
                .param("cache", request.options().cacheUse().text())
                .params(CatalogColumns.params(request.options().catalog()))
                .param("reference", name.reference().orElse(null))
                .param("filename", name.filename().orElse(null))
                .param("searchText", name.searchText().text())
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

    /// The request with this id, if it belongs to the owner.
    public Optional<Request> find(String owner, RequestId id) {
        return read.sql("""
                select * from requests where id = :id and owner = :owner and deleted_at is null
                """)
                .param("id", id.text())
                .param("owner", owner)
                .query(ROW)
                .optional();
    }

    /// Whether a request with this id exists, of any owner, deleted or not.
    public boolean exists(RequestId id) {
        return read.sql("select count(*) from requests where id = :id")
                        .param("id", id.text())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /// The request that the owner submitted with this idempotency key.
    public Optional<Request> findByKey(String owner, String idempotencyKey) {
        return read.sql("""
                select * from requests where owner = :owner and idempotency_key = :key and deleted_at is null
                """)
                .param("owner", owner)
                .param("key", idempotencyKey)
                .query(ROW)
                .optional();
    }

    /// The owner's requests before number `before`, newest first, at most `limit`.
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

    /// The number of requests and their image counts by request status. A status without requests is
    /// missing.
    public List<Tally> tallies() {
        return read.sql("""
                select status, count(*) as requests, sum(images_total) as images,
                       sum(images_succeeded) as succeeded, sum(images_failed) as failed,
                       sum(images_reused) as reused
                from requests where deleted_at is null group by status
                """).query(Tally::of).list();
    }

    /// When the oldest request that has not ended was accepted.
    public Optional<Instant> oldestOpen() {
        return read.sql(
                        "select min(created_at) as oldest from requests where finished_at is null and deleted_at is null")
                .query((row, _) -> Ledger.Columns.instant(row, "oldest"))
                .single();
    }

    /// The requests of one status, of all owners, and the places in their CSVs.
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

    /// Locks the row of a request until the end of the transaction and returns its state. Every change to a
    /// request or its rows starts here, so that changes to one request happen in sequence on any database.
    ///
    /// @return empty if the request was deleted
    public Optional<Request> lock(long number) {
        return write.sql("select * from requests where number = :number and deleted_at is null " + rowLock)
                .param("number", number)
                .query(ROW)
                .optional();
    }

    /// The request, not locked, deleted or not.
    public Optional<Request> get(long number) {
        return read.sql("select * from requests where number = :number")
                .param("number", number)
                .query(ROW)
                .optional();
    }

    /// Those of the requests with these numbers that are not deleted, not locked.
    public List<Request> getAll(Collection<Long> numbers) {
        if (numbers.isEmpty()) return List.of();
        return read.sql("select * from requests where number in (:numbers) and deleted_at is null")
                .param("numbers", numbers)
                .query(ROW)
                .list();
    }

    /// The status of a request; empty when it is deleted.
    public Optional<RequestStatus> status(long number) {
        return read.sql("""
                        select status from requests where number = :number and deleted_at is null
                        """)
                .param("number", number)
                .query(String.class)
                .optional()
                .map(RequestStatus::of);
    }

    /// Records that its first image has started.
    public void start(long number, Instant now) {
        write.sql("""
                update requests
                set status = 'processing', started_at = coalesce(started_at, :now), round_started_at = :now
                where number = :number and status = 'queued'
                """).param("number", number).param("now", now.toEpochMilli()).update();
    }

    /// Records that the rows after `from` up to `to` (inclusive) were inserted.
    ///
    /// @return whether this call recorded it; a concurrent execution of the same task may have been faster
    public boolean recordExpanded(long number, long from, long to) {
        return write.sql("update requests set rows_expanded = :to where number = :number and rows_expanded = :from")
                        .param("number", number)
                        .param("from", from)
                        .param("to", to)
                        .update()
                == 1;
    }

    /// Closes a request if all its images have ended and no retry is in progress. A cancelled request stays
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

    /// Cancels an unfinished request.
    ///
    /// @return whether this call cancelled it
    public boolean cancel(long number) {
        return write.sql("""
                        update requests set status = 'cancelled'
                        where number = :number and status in ('queued', 'processing') and deleted_at is null
                        """).param("number", number).update() == 1;
    }

    /// Reopens a request for another round, in which some of its images are retried.
    ///
    /// A retry of an open request goes on with its time.
    ///
    /// @return the updated request
    public Request reopen(long number, Instant now) {
        return write.sql("""
                update requests
                set status = 'processing', finished_at = null, round = round + 1,
                    round_started_at = case when finished_at is null then round_started_at else :now end,
                    earlier_rounds_ms = earlier_rounds_ms
                        + coalesce(finished_at - coalesce(round_started_at, started_at), 0)
                where number = :number
                returning *
                """)
                .param("number", number)
                .param("now", now.toEpochMilli())
                .query(ROW)
                .single();
    }

    /// Records that a retry has started.
    ///
    /// @param codes only images that failed for these reasons; empty for all
    public void retryStarted(long number, Set<FailureCode> codes) {
        write.sql("update requests set retried_to = 0, retry_codes = :codes where number = :number")
                .param("number", number)
                .param("codes", codes.isEmpty() ? null : String.join(",", FailureCode.texts(codes)))
                .update();
    }

    /// Records that the failed images up to `image` (inclusive) are pending again.
    public void retryProgress(long number, long image) {
        write.sql("update requests set retried_to = :image where number = :number")
                .param("number", number)
                .param("image", image)
                .update();
    }

    /// Records that all these images are pending again.
    public void retryFinished(long number) {
        write.sql("update requests set retried_to = null, retry_codes = null where number = :number")
                .param("number", number)
                .update();
    }

    /// Shares a request with those who have the token.
    ///
    /// @return the token that it has now: this one, or that of an earlier call
    public ShareToken share(long number, ShareToken token) {
        return new ShareToken(write.sql("""
                update requests set share_token = coalesce(share_token, :token) where number = :number
                returning share_token
                """)
                .param("number", number)
                .param("token", token.text())
                .query(String.class)
                .single());
    }

    /// Takes the token of a request back.
    public void unshare(long number) {
        write.sql("update requests set share_token = null where number = :number")
                .param("number", number)
                .update();
    }

    /// The request with this token.
    public Optional<Request> findShared(ShareToken token) {
        return read.sql("select * from requests where share_token = :token and deleted_at is null")
                .param("token", token.text())
                .query(ROW)
                .optional();
    }

    /// Marks a request as deleted, which hides it. Its rows and images are purged later.
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

    /// Whether there are deleted requests whose rows are not gone.
    public boolean hasDeleted() {
        return read.sql("select count(*) from requests where deleted_at is not null")
                        .query(Long.class)
                        .single()
                > 0;
    }

    /// Requests that finished before `time` and are not deleted, at most `limit`.
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
