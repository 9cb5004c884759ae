package dev.halftone.engine.ledger;

import dev.halftone.engine.database.Dialect;
import dev.halftone.engine.request.Request;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Stores webhook messages and every attempt to deliver them.
public final class WebhookDeliveries {
    private final JdbcClient write;
    private final JdbcClient read;
    private final String rowLock;

    WebhookDeliveries(JdbcClient write, JdbcClient read, Dialect dialect) {
        this.write = write;
        this.read = read;
        this.rowLock = dialect.rowLock();
    }

    /// One message to one receiver.
    ///
    /// @param messageId the `webhook-id`, the same for every attempt
    /// @param payload exactly the text that is signed and sent
    /// @param redeliveryRequests how many times a client asked to send it again
    public record Delivery(
            long number,
            String messageId,
            long request,
            String payload,
            Status status,
            int attempts,
            int redeliveryRequests,
            Instant created) {

        private static Delivery of(ResultSet row, int index) throws SQLException {
            return new Delivery(
                    row.getLong("number"),
                    row.getString("message_id"),
                    row.getLong("request"),
                    row.getString("payload"),
                    Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                    row.getInt("attempts"),
                    row.getInt("redelivery_requests"),
                    Instant.ofEpochMilli(row.getLong("created_at")));
        }
    }

    /// The state of a delivery.
    public enum Status {
        PENDING,
        DELIVERED,
        FAILED;

        /// The name in the API and the database.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One attempt at a delivery.
    ///
    /// @param status the HTTP status; absent if there was no response
    public record Attempt(Instant at, Optional<Integer> status, Duration duration, String message) {

        /// The attempt in a row of a left join, if it has one.
        private static Optional<Attempt> of(ResultSet row) throws SQLException {
            var at = Ledger.Columns.instant(row, "attempted_at");
            if (at.isEmpty()) return Optional.empty();
            var status = Ledger.Columns.integer(row, "http_status");
            var duration = Duration.ofMillis(row.getLong("duration_ms"));
            return Optional.of(new Attempt(at.get(), status, duration, row.getString("message")));
        }
    }

    /// Inserts a pending message.
    ///
    /// @return its number
    public long create(long request, String messageId, String payload, Instant now) {
        return write.sql("""
                insert into deliveries (message_id, request, payload, status, created_at)
                values (:messageId, :request, :payload, 'pending', :now) returning number
                """)
                .param("messageId", messageId)
                .param("request", request)
                .param("payload", payload)
                .param("now", now.toEpochMilli())
                .query(Long.class)
                .single();
    }

    public Optional<Delivery> find(long number) {
        return read.sql("select * from deliveries where number = :number")
                .param("number", number)
                .query(Delivery::of)
                .optional();
    }

    /// Locks the row of a delivery until the end of the transaction and returns its state.
    public Optional<Delivery> lock(long number) {
        return write.sql("select * from deliveries where number = :number " + rowLock)
                .param("number", number)
                .query(Delivery::of)
                .optional();
    }

    /// The newest delivery of a request.
    public Optional<Delivery> newest(Request request) {
        return read.sql("select * from deliveries where request = :request order by number desc limit 1")
                .param("request", request.number())
                .query(Delivery::of)
                .optional();
    }

    /// A delivery and its attempts, oldest first.
    public record Log(Delivery delivery, List<Attempt> attempts) {}

    /// The deliveries of a request, newest first, with their attempts. One statement reads both, so that an
    /// attempt and the status after it are consistent.
    public List<Log> logs(Request request) {
        var logs = new LinkedHashMap<Long, Log>();
        read.sql("""
                select deliveries.*, attempted_at, http_status, duration_ms, message
                from deliveries left join delivery_attempts on delivery = deliveries.number
                where request = :request
                order by deliveries.number desc, delivery_attempts.number
                """).param("request", request.number()).query(row -> {
            var delivery = Delivery.of(row, 0);
            var log = logs.computeIfAbsent(delivery.number(), _ -> new Log(delivery, new ArrayList<>()));
            Attempt.of(row).ifPresent(log.attempts()::add);
        });
        return List.copyOf(logs.values());
    }

    /// Records an attempt and the status after it. If a redelivery was requested since `delivery` was read,
    /// the delivery stays pending.
    ///
    /// @return whether one was requested
    public boolean record(Delivery delivery, Attempt attempt, Status status) {
        var updated = write.sql("""
                update deliveries
                set attempts = attempts + 1, status = case when redelivery_requests > :known then 'pending' else :status end
                where number = :number
                returning *
                """)
                .param("number", delivery.number())
                .param("known", delivery.redeliveryRequests())
                .param("status", status.text())
                .query(Delivery::of)
                .single();
        write.sql("""
                insert into delivery_attempts (delivery, number, attempted_at, http_status, duration_ms, message)
                values (:delivery, :number, :at, :httpStatus, :duration, :message)
                """)
                .param("delivery", delivery.number())
                .param("number", updated.attempts())
                .param("at", attempt.at().toEpochMilli())
                .param("httpStatus", attempt.status().orElse(null))
                .param("duration", attempt.duration().toMillis())
                .param("message", attempt.message())
                .update();
        return updated.redeliveryRequests() > delivery.redeliveryRequests();
    }

    /// How many messages of all requests have this status. Not for those delivered: counting them would take long.
    public long countUndelivered(Status status) {
        return read.sql("select count(*) from deliveries where status = :status and status <> 'delivered'")
                .param("status", status.text())
                .query(Long.class)
                .single();
    }

    /// Requests another attempt: makes the delivery pending again, even if an attempt is in progress.
    public void requestRedelivery(Delivery delivery) {
        write.sql("""
                update deliveries set status = 'pending', redelivery_requests = redelivery_requests + 1
                where number = :number
                """).param("number", delivery.number()).update();
    }
}
