package dev.halftone.engine.ledger;

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

/// The webhook messages of the requests, and every attempt to deliver them.
public final class WebhookDeliveries {
    private final JdbcClient write;
    private final JdbcClient read;

    WebhookDeliveries(JdbcClient write, JdbcClient read) {
        this.write = write;
        this.read = read;
    }

    /// One message to one receiver.
    ///
    /// @param messageId the `webhook-id`, the same for every attempt
    /// @param payload the very text that is signed and sent
    /// @param redeliveryRequests how often it was asked for again
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

    /// Where a delivery stands.
    public enum Status {
        PENDING,
        DELIVERED,
        FAILED;

        /// The word for it in the API and the database.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One attempt at a delivery.
    ///
    /// @param status the HTTP status, where there was an answer
    public record Attempt(Instant at, Optional<Integer> status, Duration duration, String message) {

        /// Of a row that has one.
        private static Optional<Attempt> of(ResultSet row) throws SQLException {
            var at = Columns.instant(row, "attempted_at");
            if (at.isEmpty()) return Optional.empty();
            var answer = Columns.integer(row, "http_status");
            var duration = Duration.ofMillis(row.getLong("duration_ms"));
            return Optional.of(new Attempt(at.get(), answer, duration, row.getString("message")));
        }
    }

    /// Enters a message to be delivered.
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

    /// Takes the delivery for the rest of this transaction, and tells how it stands.
    public Optional<Delivery> lock(long number) {
        return write.sql("update deliveries set status = status where number = :number returning *")
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

    /// A delivery and the attempts at it, in their order.
    public record Log(Delivery delivery, List<Attempt> attempts) {}

    /// The deliveries of a request, newest first, with their attempts: in one statement, so that an attempt is
    /// never seen without what came of it.
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

    /// Enters an attempt and where the delivery stands after it. If somebody has asked for it again since it
    /// was read, that is pending, and not yet done.
    ///
    /// @return whether somebody has
    public boolean record(Delivery delivery, Attempt attempt, Status status) {
        var now = write.sql("""
                update deliveries
                set attempts = attempts + 1, status = case when redelivery_requests > :known then 'pending' else :status end
                where number = :number
                returning *
                """)
                .param("number", delivery.number())
                .param("known", delivery.redeliveryRequests())
                .param("status", status.word())
                .query(Delivery::of)
                .single();
        write.sql("""
                insert into delivery_attempts (delivery, number, attempted_at, http_status, duration_ms, message)
                values (:delivery, :number, :at, :httpStatus, :duration, :message)
                """)
                .param("delivery", delivery.number())
                .param("number", now.attempts())
                .param("at", attempt.at().toEpochMilli())
                .param("httpStatus", attempt.status().orElse(null))
                .param("duration", attempt.duration().toMillis())
                .param("message", attempt.message())
                .update();
        return now.redeliveryRequests() > delivery.redeliveryRequests();
    }

    /// Makes a delivery pending again, to be sent once more; an attempt that is under way does not count.
    public void requestRedelivery(Delivery delivery) {
        write.sql("""
                update deliveries set status = 'pending', redelivery_requests = redelivery_requests + 1
                where number = :number
                """)
                .param("number", delivery.number())
                .update();
    }
}
