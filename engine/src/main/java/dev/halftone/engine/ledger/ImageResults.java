package dev.halftone.engine.ledger;

import dev.halftone.engine.request.Outcome.Ended;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.engine.request.SourceVersion;
import dev.halftone.engine.request.Validators;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ParameterizedPreparedStatementSetter;

/// Updates many images with one prepared statement: preparing it for each image would cost more than
/// executing it.
final class ImageResults {
    private final JdbcTemplate batches;

    ImageResults(JdbcTemplate write) {
        this.batches = write;
    }

    /// Records the outcomes of images that are still pending.
    ///
    /// @return the numbers of the images that this call ended
    List<Long> end(long request, Map<Long, Ended> outcomes) {
        var successes = new ArrayList<Success>();
        var failures = new ArrayList<Failure>();
        outcomes.forEach((image, outcome) -> {
            switch (outcome) {
                case Succeeded succeeded -> successes.add(new Success(request, image, succeeded));
                case Failed failed -> failures.add(new Failure(request, image, failed));
            }
        });
        var ended = new ArrayList<Long>();
        for (var result : updated(SUCCEED, successes, Success::set)) ended.add(result.image());
        for (var result : updated(FAIL, failures, Failure::set)) ended.add(result.image());
        return ended;
    }

    private <T> List<T> updated(String sql, List<T> results, ParameterizedPreparedStatementSetter<T> setter) {
        if (results.isEmpty()) return results;
        var counts = batches.batchUpdate(sql, results, results.size(), setter)[0];
        var updated = new ArrayList<T>();
        for (var i = 0; i < counts.length; i++) if (counts[i] == 1) updated.add(results.get(i));
        return updated;
    }

    private static final String SUCCEED = """
            update images
            set status = 'succeeded', in_progress = 0, due_at = null, code = null, message = null,
                service_job = null, service_result = null, service_content = null,
                file_name = ?, bytes_in = ?, bytes_out = ?, width = ?, height = ?,
                reused = ?, cache_key = ?, content_digest = ?, etag = ?, last_modified = ?, validated_url_digest = ?
            where request = ? and number = ? and status = 'pending'
            """;

    private record Success(long request, long image, Succeeded outcome) {
        static void set(PreparedStatement row, Success success) throws SQLException {
            var outcome = success.outcome;
            row.setString(1, outcome.fileName());
            row.setLong(2, outcome.bytesIn());
            row.setLong(3, outcome.bytesOut());
            row.setInt(4, outcome.width());
            row.setInt(5, outcome.height());
            row.setInt(6, outcome.provenance().isReused() ? 1 : 0);
            setOrigin(row, outcome.provenance().remembered());
            row.setLong(12, success.request);
            row.setLong(13, success.image);
        }

        private static void setOrigin(PreparedStatement row, Optional<SourceVersion> origin) throws SQLException {
            var validators = origin.flatMap(SourceVersion::validators);
            row.setBytes(7, origin.map(known -> known.key().bytes()).orElse(null));
            row.setBytes(8, origin.map(known -> known.content().bytes()).orElse(null));
            row.setString(9, validators.flatMap(Validators::etag).orElse(null));
            row.setString(10, validators.flatMap(Validators::lastModified).orElse(null));
            row.setBytes(11, validators.map(known -> known.url().bytes()).orElse(null));
        }
    }

    private static final String FAIL = """
            update images
            set status = 'failed', in_progress = 0, due_at = null, code = ?, message = ?,
                service_job = null, service_result = null, service_content = null
            where request = ? and number = ? and status = 'pending'
            """;

    private record Failure(long request, long image, Failed outcome) {
        static void set(PreparedStatement row, Failure failure) throws SQLException {
            row.setString(1, failure.outcome.code().text());
            row.setString(2, failure.outcome.message());
            row.setLong(3, failure.request);
            row.setLong(4, failure.image);
        }
    }
}
