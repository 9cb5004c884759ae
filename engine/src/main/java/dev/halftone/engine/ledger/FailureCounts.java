package dev.halftone.engine.ledger;

import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Request;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How many places of a request's CSV hold an image that failed, by the reason. Counted as images end, like all that is
/// shown of a request: to count a million images is no way to answer a call.
public final class FailureCounts {
    private final JdbcClient write;
    private final JdbcClient read;

    FailureCounts(JdbcClient write, JdbcClient read) {
        this.write = write;
        this.read = read;
    }

    /// Images that failed for one reason.
    ///
    /// @param images places in the CSV
    public record Group(FailureCode code, long images) {}

    /// The groups of a request, the largest first.
    public List<Group> of(Request request) {
        return read.sql("""
                select code, images from failure_counts where request = :request and images > 0
                order by images desc, code
                """)
                .param("request", request.number())
                .query((row, index) -> new Group(new FailureCode(row.getString("code")), row.getLong("images")))
                .list();
    }

    /// Counts places whose image has failed, by the code.
    void add(long request, Map<String, Long> images) {
        images.forEach((code, places) -> grow(request, code, places));
    }

    /// Counts them no longer: their images are tried again.
    void subtract(long request, Map<String, Long> images) {
        images.forEach((code, places) -> grow(request, code, -places));
    }

    private void grow(long request, String code, long by) {
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
