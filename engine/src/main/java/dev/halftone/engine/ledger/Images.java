package dev.halftone.engine.ledger;

import dev.halftone.engine.request.Chunk;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.ImageStatus;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.RetryLater;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The images of requests, one for each distinct URL. An image ends once; a second outcome changes nothing.
public final class Images {
    private final JdbcTemplate batches;
    private final JdbcClient write;
    private final JdbcClient read;
    private final ImageResults imageResults;

    Images(JdbcTemplate write, JdbcClient read) {
        this.batches = write;
        this.write = JdbcClient.create(write);
        this.read = read;
        this.imageResults = new ImageResults(write);
    }

    /// Starts an attempt for every due image of a chunk and counts it.
    ///
    /// If an image is already in progress, its process died, usually while the image waited. That attempt
    /// is repeated and not counted again.
    public List<StartedImage> startAttempts(Chunk chunk, Instant now) {
        var due = write.sql("""
                select number, coalesce(fetch_url, url) as url, attempts + 1 - in_progress as attempt,
                    in_progress as is_taken_over
                from images
                where request = :request and number between :first and :last
                    and status = 'pending' and (due_at is null or due_at <= :now)
                order by number
                """)
                .param("request", chunk.request())
                .param("first", chunk.first())
                .param("last", chunk.last())
                .param("now", now.toEpochMilli())
                .query(StartedImage::of)
                .list();
        write.sql("""
                update images set attempts = attempts + 1 - in_progress, in_progress = 1, attempted = 1, due_at = null
                where request = :request and number between :first and :last
                    and status = 'pending' and (due_at is null or due_at <= :now)
                """)
                .param("request", chunk.request())
                .param("first", chunk.first())
                .param("last", chunk.last())
                .param("now", now.toEpochMilli())
                .update();
        return due;
    }

    /// An image whose attempt has started.
    ///
    /// @param url to fetch
    /// @param isTakenOver whether a process died during this attempt
    public record StartedImage(long number, String url, int attempt, boolean isTakenOver) {
        private static StartedImage of(ResultSet row, int index) throws SQLException {
            return new StartedImage(
                    row.getLong("number"),
                    row.getString("url"),
                    row.getInt("attempt"),
                    row.getInt("is_taken_over") == 1);
        }
    }

    /// The images of a chunk that have not ended.
    public List<Long> pending(Chunk chunk) {
        return write.sql("""
                select number from images
                where request = :request and number between :first and :last and status = 'pending'
                order by number
                """)
                .param("request", chunk.request())
                .param("first", chunk.first())
                .param("last", chunk.last())
                .query(Ledger.Columns::number)
                .list();
    }

    /// Pending images after number `after` that are not in progress here, at most `limit`.
    public List<Long> notStarted(long request, long after, int limit) {
        return read.sql("""
                select number from images
                where request = :request and number > :after and status = 'pending'
                    and (in_progress = 0 or (service_job is not null and service_result is null))
                order by number limit :limit
                """)
                .param("request", request)
                .param("after", after)
                .param("limit", limit)
                .query(Ledger.Columns::number)
                .list();
    }

    /// Fails the pending images from number `first` to `last` that are not in progress here.
    ///
    /// @return the numbers of the images that this call failed
    public List<Long> failNotStarted(long request, long first, long last, Failed outcome) {
        return write.sql("""
                update images
                set status = 'failed', in_progress = 0, due_at = null, code = :code, message = :message,
                    service_job = null, service_result = null, service_content = null
                where request = :request and number between :first and :last and status = 'pending'
                    and (in_progress = 0 or (service_job is not null and service_result is null))
                returning number
                """)
                .param("request", request)
                .param("first", first)
                .param("last", last)
                .param("code", outcome.code().text())
                .param("message", outcome.message())
                .query(Ledger.Columns::number)
                .list();
    }

    /// Records the outcomes of images that are still pending.
    ///
    /// @param outcomes by image number
    /// @return the numbers of the images that this call ended
    public List<Long> end(long request, Map<Long, Outcome.Ended> outcomes) {
        return imageResults.end(request, outcomes);
    }

    /// Schedules another attempt at `due`.
    public void retryLater(long request, long number, RetryLater outcome, Instant due) {
        write.sql("""
                update images
                set in_progress = 0, due_at = :due, code = :code, message = :message,
                    service_job = null, service_result = null, service_content = null
                where request = :request and number = :number and status = 'pending'
                """)
                .param("request", request)
                .param("number", number)
                .param("due", due.toEpochMilli())
                .param("code", outcome.code().text())
                .param("message", outcome.message())
                .update();
    }

    /// Defers images until `due` that were not attempted after all: the attempt does not count.
    public void defer(long request, List<Long> numbers, Deferred outcome, Instant due) {
        write.sql("""
                update images set in_progress = 0, attempts = attempts - 1, due_at = :due, code = :code, message = :message
                where request = :request and number in (:numbers) and status = 'pending' and in_progress = 1
                """)
                .param("request", request)
                .param("numbers", numbers)
                .param("due", due.toEpochMilli())
                .param("code", outcome.code().text())
                .param("message", outcome.message())
                .update();
    }

    /// Releases images whose attempt our own shutdown interrupted: the attempt does not count.
    public void releaseAttempts(long request, Collection<Long> numbers) {
        if (numbers.isEmpty()) return;
        write.sql("""
                update images set in_progress = 0, attempts = attempts - 1
                where request = :request and number in (:numbers) and status = 'pending' and in_progress = 1
                """).param("request", request).param("numbers", numbers).update();
    }

    /// When the first pending image of a chunk is due; empty if none is pending or the request was deleted.
    public Optional<Instant> nextDue(Chunk chunk, Instant now) {
        return write.sql("""
                select min(coalesce(due_at, :now)) as due from images
                where request = :request and number between :first and :last and status = 'pending'
                    and exists (select 1 from requests where number = :request and deleted_at is null)
                """)
                .param("request", chunk.request())
                .param("first", chunk.first())
                .param("last", chunk.last())
                .param("now", now.toEpochMilli())
                .query((row, index) -> Ledger.Columns.instant(row, "due"))
                .single();
    }

    /// The images of a chunk that wait for another attempt after `now`, without those at a service elsewhere.
    public List<DelayedImage> delayed(Chunk chunk, Instant now) {
        return read.sql("""
                select url, code, message, due_at from images
                where request = :request and number between :first and :last
                    and status = 'pending' and due_at > :now and code is not null and service_job is null
                """)
                .param("request", chunk.request())
                .param("first", chunk.first())
                .param("last", chunk.last())
                .param("now", now.toEpochMilli())
                .query(DelayedImage::of)
                .list();
    }

    /// An image that waits, and the failure of its last attempt.
    public record DelayedImage(String url, FailureCode code, String message, Instant due) {
        private static DelayedImage of(ResultSet row, int index) throws SQLException {
            return new DelayedImage(
                    row.getString("url"),
                    new FailureCode(row.getString("code")),
                    row.getString("message"),
                    Instant.ofEpochMilli(row.getLong("due_at")));
        }
    }

    /// Failed images after number `after`, at most `limit`.
    ///
    /// @param codes only images that failed for these reasons; empty for all
    public List<Long> failed(long request, long after, int limit, Set<FailureCode> codes) {
        return read.sql("""
                select number from images
                where request = :request and number > :after and status = 'failed' and (:all = 1 or code in (:codes))
                order by number limit :limit
                """)
                .param("request", request)
                .param("after", after)
                .param("limit", limit)
                .param("all", codes.isEmpty() ? 1 : 0)
                .param("codes", codes.isEmpty() ? List.of("") : FailureCode.texts(codes))
                .query(Ledger.Columns::number)
                .list();
    }

    /// Makes failed images pending again with no attempts.
    public void reopen(long request, List<Long> failed) {
        write.sql("""
                update images set status = 'pending', attempts = 0, due_at = null, code = null, message = null
                where request = :request and number in (:failed) and status = 'failed'
                """).param("request", request).param("failed", failed).update();
    }

    /// An image and its URLs.
    ///
    /// @param url as uploaded
    /// @param fetchUrl fetched in its place
    public record ImageUrls(long number, String url, Optional<String> fetchUrl, ImageStatus status) {
        private static ImageUrls of(ResultSet row, int index) throws SQLException {
            return new ImageUrls(
                    row.getLong("number"),
                    row.getString("url"),
                    Ledger.Columns.text(row, "fetch_url"),
                    ImageStatus.of(row.getString("status")));
        }
    }

    /// The images with one of these URLs, uploaded or fetched. Reads all images of the request: an index of
    /// URLs would cost more than all other data of the images.
    public List<ImageUrls> withUrls(long request, Collection<String> urls) {
        return read.sql("""
                select number, url, fetch_url, status from images
                where request = :request and (url in (:urls) or fetch_url in (:urls))
                order by number
                """)
                .param("request", request)
                .param("urls", urls)
                .query(ImageUrls::of)
                .list();
    }

    /// Those of the images that have failed, read with the lock of the request.
    public List<Long> failedAmong(long request, Collection<Long> images) {
        return write.sql("""
                select number from images where request = :request and number in (:images) and status = 'failed'
                order by number
                """)
                .param("request", request)
                .param("images", images)
                .query(Ledger.Columns::number)
                .list();
    }

    /// Fetches other URLs in the place of the uploaded ones, from the next attempt on.
    ///
    /// @param urls by the number of the image
    public void replaceUrls(long request, Map<Long, String> urls) {
        batches.batchUpdate(
                "update images set fetch_url = nullif(?, url) where request = ? and number = ? and status = 'failed'",
                urls.entrySet(),
                Math.max(1, urls.size()),
                (row, image) -> {
                    row.setString(1, image.getValue());
                    row.setLong(2, request);
                    row.setLong(3, image.getKey());
                });
    }

    /// Images after number `after` that were ever attempted, at most `limit`: each may have left a file.
    public List<AttemptedImage> attempted(long request, long after, int limit) {
        return read.sql("""
                select number, file_name from images
                where request = :request and number > :after and attempted = 1
                order by number limit :limit
                """)
                .param("request", request)
                .param("after", after)
                .param("limit", limit)
                .query(AttemptedImage::of)
                .list();
    }

    /// An attempted image and its file name if known. A process may have published the file and died before
    /// recording it.
    public record AttemptedImage(long number, Optional<String> fileName) {
        private static AttemptedImage of(ResultSet row, int index) throws SQLException {
            return new AttemptedImage(row.getLong("number"), Ledger.Columns.text(row, "file_name"));
        }
    }
}
