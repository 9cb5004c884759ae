package dev.halftone.engine.ledger;

import dev.halftone.engine.request.Chunk;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Jobs at an image service elsewhere, the images that wait for them, and the results that have arrived.
///
/// An image has a job from before it is handed over until it has ended or is tried again. Callers of methods that
/// change images hold the lock of the request.
public final class ServiceJobs {
    /// The name of the lock on the number of waiting images. No owner has this name.
    private static final String LOCK = "image service";

    /// New images of at most this size are read together with those of the whole chunk: a query for each costs more.
    private static final int SMALL_CONTENT_BYTES = 32 << 10;

    private final JdbcTemplate batches;
    private final JdbcClient write;
    private final JdbcClient read;
    private final OpenRequests openRequests;

    ServiceJobs(JdbcTemplate write, JdbcClient read, OpenRequests openRequests) {
        this.batches = write;
        this.write = JdbcClient.create(write);
        this.read = read;
        this.openRequests = openRequests;
    }

    /// The state of a job.
    public enum State {
        /// The service may or may not have received it.
        UNSENT,
        TAKEN,
        /// Its deadline passed, and it was given another one.
        EXTENDED;

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A job that is not stored yet.
    ///
    /// @param id the `job_id` that the service knows
    /// @param task the id of the chunk task of its images
    /// @param previous the last job of these images, if they were handed over before
    public record NewJob(
            String id,
            long request,
            String task,
            Optional<ServiceJob> previous,
            String callbackUrl,
            Instant deadline,
            Instant createdAt) {}

    /// A stored job.
    ///
    /// @param handover 1, or more if its images were handed over before
    /// @param origin the first job of its images
    public record ServiceJob(
            long number,
            String id,
            long request,
            String task,
            int handover,
            long origin,
            String callbackUrl,
            State state,
            Instant deadline,
            Instant createdAt) {
        private static ServiceJob of(ResultSet row, int index) throws SQLException {
            return new ServiceJob(
                    row.getLong("number"),
                    row.getString("id"),
                    row.getLong("request"),
                    row.getString("task"),
                    row.getInt("handover"),
                    row.getLong("origin"),
                    row.getString("callback_url"),
                    State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                    Instant.ofEpochMilli(row.getLong("deadline")),
                    Instant.ofEpochMilli(row.getLong("created_at")));
        }
    }

    /// How many images of all requests wait for a service, locked until the end of the transaction.
    public long lockAndCountImages() {
        openRequests.lock(LOCK);
        return write.sql("select count(*) from images where service_job is not null")
                .query(Long.class)
                .single();
    }

    /// Stores a job and lets its images wait for it.
    public ServiceJob insert(NewJob job, Collection<Long> images) {
        var stored = write.sql("""
                insert into service_jobs (id, request, task, handover, origin, callback_url, state, deadline, created_at)
                values (:id, :request, :task, :handover, :origin, :callbackUrl, 'unsent', :deadline, :createdAt)
                returning *
                """)
                .param("id", job.id())
                .param("request", job.request())
                .param("task", job.task())
                .param("handover", job.previous().map(ServiceJob::handover).orElse(0) + 1)
                .param("origin", job.previous().map(ServiceJob::origin).orElse(0L))
                .param("callbackUrl", job.callbackUrl())
                .param("deadline", job.deadline().toEpochMilli())
                .param("createdAt", job.createdAt().toEpochMilli())
                .query(ServiceJob::of)
                .single();
        write.sql("update service_jobs set origin = number where number = :number and origin = 0")
                .param("number", stored.number())
                .update();
        write.sql("""
                update images set service_job = :job, service_result = null, service_content = null
                where request = :request and number in (:images) and status = 'pending'
                """)
                .param("job", stored.number())
                .param("request", job.request())
                .param("images", images)
                .update();
        return stored;
    }

    /// Records that the service has a job.
    public void taken(long number) {
        write.sql("update service_jobs set state = 'taken' where number = :number and state = 'unsent'")
                .param("number", number)
                .update();
    }

    /// Gives a job another deadline.
    public void extend(long number, State state, Instant deadline) {
        write.sql("update service_jobs set state = :state, deadline = :deadline where number = :number")
                .param("state", state.text())
                .param("deadline", deadline.toEpochMilli())
                .param("number", number)
                .update();
    }

    /// Lets images of a job wait until `due`, except those whose result has arrived.
    public void await(long request, List<Long> images, Instant due) {
        write.sql("""
                update images set due_at = :due
                where request = :request and number in (:images) and status = 'pending'
                    and service_job is not null and service_result is null
                """)
                .param("due", due.toEpochMilli())
                .param("request", request)
                .param("images", images)
                .update();
    }

    /// Stores results of images that wait for this job or for a later one with the same images. Each of them is due
    /// now. The first result of an image counts.
    ///
    /// @param results by image number
    /// @return how many were stored
    public int storeResults(ServiceJob job, Map<Long, StoredResult> results) {
        if (results.isEmpty()) return 0;
        var rows = results.entrySet().stream()
                .map(result -> new @Nullable Object[] {
                    result.getValue().json(),
                    result.getValue().content().orElse(null),
                    job.request(),
                    result.getKey(),
                    job.origin()
                })
                .toList();
        var stored = 0;
        for (var count : batches.batchUpdate("""
                update images set service_result = ?, service_content = ?, due_at = null
                where request = ? and number = ? and status = 'pending' and service_result is null
                    and service_job in (select number from service_jobs where origin = ?)
                """, rows)) stored += count;
        return stored;
    }

    /// A result to store.
    ///
    /// @param content the new image, if it came with the result
    public record StoredResult(String json, Optional<byte[]> content) {}

    /// The images of a chunk that have a job, by their numbers.
    public Map<Long, Placement> placements(Chunk chunk) {
        return read
                .sql("""
                select number, service_job, service_result,
                    case when length(service_content) <= :small then service_content end as small_content,
                    length(service_content) > :small as has_large_content
                from images
                where request = :request and number between :first and :last and service_job is not null
                """)
                .param("small", SMALL_CONTENT_BYTES)
                .param("request", chunk.request())
                .param("first", chunk.first())
                .param("last", chunk.last())
                .query(Placement::of)
                .list()
                .stream()
                .collect(Collectors.toMap(Placement::image, placement -> placement));
    }

    /// The job of an image, by its number, and the image's result if it has arrived.
    public record Placement(long image, long job, Optional<ArrivedResult> result) {
        private static Placement of(ResultSet row, int index) throws SQLException {
            return new Placement(row.getLong("number"), row.getLong("service_job"), ArrivedResult.of(row));
        }
    }

    /// A result that has arrived.
    ///
    /// @param smallContent the new image, if it came with the result and is small
    /// @param hasLargeContent whether it is large; see [#content]
    public record ArrivedResult(String json, Optional<byte[]> smallContent, boolean hasLargeContent) {
        private static Optional<ArrivedResult> of(ResultSet row) throws SQLException {
            var content = Optional.ofNullable(row.getBytes("small_content"));
            var hasLargeContent = row.getBoolean("has_large_content");
            return Optional.ofNullable(row.getString("service_result"))
                    .map(json -> new ArrivedResult(json, content, hasLargeContent));
        }
    }

    /// The new image that came with a result.
    public Optional<byte[]> content(long request, long image) {
        return read.sql("""
                select service_content from images
                where request = :request and number = :number and service_content is not null
                """)
                .param("request", request)
                .param("number", image)
                .query((row, _) -> row.getBytes("service_content"))
                .optional();
    }

    public Optional<ServiceJob> get(long number) {
        return write.sql("select * from service_jobs where number = :number")
                .param("number", number)
                .query(ServiceJob::of)
                .optional();
    }

    /// The job with this `job_id`.
    public Optional<ServiceJob> find(String id) {
        return write.sql("select * from service_jobs where id = :id")
                .param("id", id)
                .query(ServiceJob::of)
                .optional();
    }

    /// The jobs of a request that were not deleted, at most a thousand.
    public List<ServiceJob> of(long request) {
        return read.sql("select * from service_jobs where request = :request order by number limit 1000")
                .param("request", request)
                .query(ServiceJob::of)
                .list();
    }

    /// The tasks of the chunks of a request whose images wait.
    public List<String> tasks(long request) {
        return write.sql("select distinct task from service_jobs where request = :request")
                .param("request", request)
                .query((row, _) -> row.getString("task"))
                .list();
    }

    public void delete(long number) {
        write.sql("delete from service_jobs where number = :number")
                .param("number", number)
                .update();
    }

    /// Deletes the jobs of a chunk whose images have all ended.
    public void deleteAll(long request, String task) {
        write.sql("delete from service_jobs where request = :request and task = :task")
                .param("request", request)
                .param("task", task)
                .update();
    }

    /// In how many places of their CSV requests have images that wait for a service; without those that have none.
    public Map<Long, Long> waitingPlaces(Collection<Long> requests) {
        if (requests.isEmpty()) return Map.of();
        return read
                .sql("""
                select j.request, sum(
                    (select count(*) from product_images p where p.request = i.request and p.image = i.number)) as places
                from service_jobs j join images i on i.request = j.request and i.service_job = j.number
                where j.request in (:requests) and i.service_job is not null
                group by j.request
                """)
                .param("requests", requests)
                .query((row, _) -> Map.entry(row.getLong("request"), row.getLong("places")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// What waits for a service now.
    public Backlog backlog() {
        return read.sql("""
                select count(distinct service_job) as jobs, count(*) as images,
                    (select min(created_at) from service_jobs where number in
                        (select service_job from images where service_job is not null)) as oldest
                from images where service_job is not null
                """).query(Backlog::of).single();
    }

    /// Jobs and images that wait.
    ///
    /// @param oldest when the oldest of these jobs was created
    public record Backlog(long jobs, long images, Optional<Instant> oldest) {
        private static Backlog of(ResultSet row, int index) throws SQLException {
            return new Backlog(row.getLong("jobs"), row.getLong("images"), Ledger.Columns.instant(row, "oldest"));
        }
    }
}
