package dev.halftone.engine.ledger;

import dev.halftone.engine.request.Request;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Records how many images of each request ended when, for the progress chart.
///
/// At first a row covers one second. The longer a request runs, the more seconds share a row: twelve days take
/// about 2,000 rows.
public final class ThroughputHistory {
    private final JdbcClient write;
    private final JdbcClient read;

    ThroughputHistory(JdbcClient write, JdbcClient read) {
        this.write = write;
        this.read = read;
    }

    /// The throughput of the current round; empty before the first image has ended.
    public Optional<Throughput> of(Request request) {
        var steps = steps(request);
        return steps.isEmpty() ? Optional.empty() : Optional.of(throughput(steps));
    }

    /// One row.
    ///
    /// @param second the start of the interval, since 1970-01-01T00:00:00Z
    private record Step(long second, long images) {
        static Step of(ResultSet row, int index) throws SQLException {
            return new Step(row.getLong("second"), row.getLong("images"));
        }
    }

    private List<Step> steps(Request request) {
        return read.sql("select second, images from throughput where request = :request order by second")
                .param("request", request.number())
                .query(Step::of)
                .list();
    }

    private static Throughput throughput(List<Step> steps) {
        var first = steps.getFirst().second();
        var last = steps.getLast().second();
        var width = Throughput.step(last - first);
        var images = new long[(int) ((last - first) / width) + 1];
        for (var step : steps) images[(int) ((step.second() - first) / width)] += step.images();
        return new Throughput(
                Instant.ofEpochSecond(first),
                width,
                LongStream.of(images).boxed().toList());
    }

    /// Records that `images` places ended at `now`.
    void record(long request, long images, Instant now) {
        var first = first(request).orElse(now.getEpochSecond());
        var elapsed = Math.max(0, now.getEpochSecond() - first);
        write.sql("""
                insert into throughput (request, second, images) values (:request, :second, :images)
                on conflict (request, second) do update set images = throughput.images + excluded.images
                """)
                .param("request", request)
                .param("second", first + elapsed - elapsed % Throughput.step(elapsed))
                .param("images", images)
                .update();
    }

    private Optional<Long> first(long request) {
        return write.sql("select second from throughput where request = :request order by second limit 1")
                .param("request", request)
                .query(Long.class)
                .optional();
    }

    /// Deletes the history. A retry may come days later and starts its own.
    public void restart(long request) {
        write.sql("delete from throughput where request = :request")
                .param("request", request)
                .update();
    }

    /// The throughput of a request.
    ///
    /// @param from when the first image ended, to the second
    /// @param seconds the length of a step
    /// @param images how many places of the CSV ended in each step, at most 256 steps
    public record Throughput(Instant from, long seconds, List<Long> images) {
        /// The step length is a power of two that grows with the elapsed time, so there are at most twice
        /// as many steps.
        private static final long MIN_STEPS = 128;

        public Throughput {
            images = List.copyOf(images);
        }

        /// When the last step is over: no image has ended since.
        public Instant end() {
            return from.plusSeconds(seconds * images.size());
        }

        /// The length of a step after `elapsed` seconds.
        static long step(long elapsed) {
            return Math.max(1, Long.highestOneBit(elapsed / MIN_STEPS));
        }
    }
}
