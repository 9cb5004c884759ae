package dev.halftone.engine.ledger;

import dev.halftone.engine.request.Chunk;
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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The distinct images of the requests, one for each URL. Each ends once: a second outcome changes nothing.
public final class Images {
    private final JdbcClient write;
    private final JdbcClient read;
    private final ImageResults endings;

    Images(JdbcTemplate write, JdbcClient read) {
        this.write = JdbcClient.create(write);
        this.read = read;
        this.endings = new ImageResults(write);
    }

    /// Those of a chunk that are due, their attempt counted.
    ///
    /// One that has begun already was broken off when its process died, mostly while it waited: the same
    /// attempt is made once more.
    public List<StartedImage> startAttempts(Chunk chunk, Instant now) {
        var due = write.sql("""
                select number, url, attempts + 1 - in_progress as attempt from images
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

    /// An image whose attempt has begun.
    public record StartedImage(long number, String url, int attempt) {
        private static StartedImage of(ResultSet row, int index) throws SQLException {
            return new StartedImage(row.getLong("number"), row.getString("url"), row.getInt("attempt"));
        }
    }

    /// Those of a chunk that have not ended.
    public List<Long> pending(Chunk chunk) {
        return write.sql("""
                select number from images
                where request = :request and number between :first and :last and status = 'pending'
                order by number
                """)
                .param("request", chunk.request())
                .param("first", chunk.first())
                .param("last", chunk.last())
                .query(Columns::number)
                .list();
    }

    /// A page of a request's images after `after` that have not begun, at most `limit`.
    public List<Long> notStarted(long request, long after, int limit) {
        return read.sql("""
                select number from images
                where request = :request and number > :after and status = 'pending' and in_progress = 0
                order by number limit :limit
                """)
                .param("request", request)
                .param("after", after)
                .param("limit", limit)
                .query(Columns::number)
                .list();
    }

    /// Fails those from number `first` to number `last` that have not begun.
    ///
    /// @return the numbers of those that this call failed
    public List<Long> failNotStarted(long request, long first, long last, Failed outcome) {
        return write.sql("""
                update images set status = 'failed', due_at = null, code = :code, message = :message
                where request = :request and number between :first and :last and status = 'pending' and in_progress = 0
                returning number
                """)
                .param("request", request)
                .param("first", first)
                .param("last", last)
                .param("code", outcome.code().word())
                .param("message", outcome.message())
                .query(Columns::number)
                .list();
    }

    /// Records how images ended, each once.
    ///
    /// @param outcomes by the images' numbers
    /// @return the numbers of those that this call ended
    public List<Long> end(long request, Map<Long, Outcome.Ended> outcomes) {
        return endings.end(request, outcomes);
    }

    /// Puts an image off until `due`.
    public void retryLater(long request, long number, RetryLater outcome, Instant due) {
        write.sql("""
                update images set in_progress = 0, due_at = :due, code = :code, message = :message
                where request = :request and number = :number and status = 'pending'
                """)
                .param("request", request)
                .param("number", number)
                .param("due", due.toEpochMilli())
                .param("code", outcome.code().word())
                .param("message", outcome.message())
                .update();
    }

    /// Puts an image off until `due` that was not tried: the attempt does not count.
    public void defer(long request, long number, Deferred outcome, Instant due) {
        write.sql("""
                update images set in_progress = 0, attempts = attempts - 1, due_at = :due, code = :code, message = :message
                where request = :request and number = :number and status = 'pending' and in_progress = 1
                """)
                .param("request", request)
                .param("number", number)
                .param("due", due.toEpochMilli())
                .param("code", outcome.code().word())
                .param("message", outcome.message())
                .update();
    }

    /// Gives images back whose attempt was broken off by our own shutdown: it does not count.
    public void releaseAttempts(long request, Collection<Long> numbers) {
        if (numbers.isEmpty()) return;
        write.sql("""
                update images set in_progress = 0, attempts = attempts - 1
                where request = :request and number in (:numbers) and status = 'pending' and in_progress = 1
                """).param("request", request).param("numbers", numbers).update();
    }

    /// When the first of a chunk's pending images is due; empty when none is pending, or their request was
    /// deleted.
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
                .query((row, index) -> Columns.instant(row, "due"))
                .single();
    }

    /// A page of a request's images after `after` that have failed, at most `limit`.
    public List<Long> failed(long request, long after, int limit) {
        return read.sql("""
                select number from images
                where request = :request and number > :after and status = 'failed'
                order by number limit :limit
                """)
                .param("request", request)
                .param("after", after)
                .param("limit", limit)
                .query(Columns::number)
                .list();
    }

    /// Makes failed images pending again, as if they had never been tried.
    public void reopen(long request, List<Long> failed) {
        write.sql("""
                update images set status = 'pending', attempts = 0, due_at = null, code = null, message = null
                where request = :request and number in (:failed) and status = 'failed'
                """).param("request", request).param("failed", failed).update();
    }

    /// A page of the images after `after` that were ever begun: what may have left a file.
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

    /// An image that was begun, and what it was published as, where that is known: a process that died may have
    /// published it and not come to say so.
    public record AttemptedImage(long number, Optional<String> fileName) {
        private static AttemptedImage of(ResultSet row, int index) throws SQLException {
            return new AttemptedImage(row.getLong("number"), Columns.text(row, "file_name"));
        }
    }
}
