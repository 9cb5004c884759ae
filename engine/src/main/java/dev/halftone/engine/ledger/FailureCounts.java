package dev.halftone.engine.ledger;

import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Request;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Counts failed places of a request's CSV by failure code. Updated as images end, because counting a million
/// images would be too slow for a response.
public final class FailureCounts {
    private final JdbcClient write;
    private final JdbcClient read;

    FailureCounts(JdbcClient write, JdbcClient read) {
        this.write = write;
        this.read = read;
    }

    /// The failures with one code.
    ///
    /// @param images places in the CSV
    public record Group(FailureCode code, long images) {}

    /// The groups of a request, largest first.
    public List<Group> of(Request request) {
        return read.sql("""
                select code, images from failure_counts where request = :request and images > 0
                order by images desc, code
                """)
                .param("request", request.number())
                .query((row, index) -> new Group(new FailureCode(row.getString("code")), row.getLong("images")))
                .list();
    }

    /// In how many places images have failed for these reasons. Called with the lock of the request.
    public long places(Request request, Set<FailureCode> codes) {
        return write.sql("""
                select coalesce(sum(images), 0) from failure_counts where request = :request and code in (:codes)
                """)
                .param("request", request.number())
                .param("codes", FailureCode.texts(codes))
                .query(Long.class)
                .single();
    }

    /// Adds failed places by code.
    void add(long request, Map<String, Long> images) {
        images.forEach((code, places) -> increment(request, code, places));
    }

    /// Subtracts places whose images are retried.
    void subtract(long request, Map<String, Long> images) {
        images.forEach((code, places) -> increment(request, code, -places));
    }

    private void increment(long request, String code, long by) {
        write.sql("""
                insert into failure_counts (request, code, images) values (:request, :code, :by)
                on conflict (request, code) do update set images = failure_counts.images + excluded.images
                """)
                .param("request", request)
                .param("code", code)
                .param("by", by)
                .update();
    }
}
