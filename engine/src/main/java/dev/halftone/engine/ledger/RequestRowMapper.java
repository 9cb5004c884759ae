package dev.halftone.engine.ledger;

import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.NewRequest.Idempotency;
import dev.halftone.engine.request.NewRequest.Size;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.Request.Counts;
import dev.halftone.engine.request.Request.Progress;
import dev.halftone.engine.request.Request.Times;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestName;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.RequestOptions.WebhookTarget;
import dev.halftone.engine.request.RequestStatus;
import dev.halftone.engine.request.ShareToken;
import dev.halftone.imaging.Recipe;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.RowMapper;

/// Reads a full row of `requests`.
final class RequestRowMapper implements RowMapper<Request> {

    @Override
    public Request mapRow(ResultSet row, int index) throws SQLException {
        return new Request(
                row.getLong("number"),
                new RequestId(row.getString("id")),
                row.getString("owner"),
                RequestStatus.of(row.getString("status")),
                row.getInt("round"),
                options(row),
                row.getString("image_base_url"),
                counts(row),
                times(row),
                progress(row),
                new Idempotency(Ledger.Columns.text(row, "idempotency_key"), row.getString("idempotency_digest")),
                size(row),
                Ledger.Columns.text(row, "share_token").map(ShareToken::new));
    }

    private static Progress progress(ResultSet row) throws SQLException {
        var codes = Ledger.Columns.text(row, "retry_codes").stream()
                .flatMap(texts -> Stream.of(texts.split(",")))
                .map(FailureCode::new)
                .collect(Collectors.toSet());
        return new Progress(row.getLong("rows_expanded"), Ledger.Columns.number(row, "retried_to"), codes);
    }

    private static RequestOptions options(ResultSet row) throws SQLException {
        return new RequestOptions(
                new Recipe(
                        row.getInt("quality"),
                        row.getInt("max_width"),
                        row.getInt("max_height"),
                        Recipe.OutputFormat.valueOf(row.getString("format"))),
                webhook(row),
                RequestOptions.CacheUse.of(row.getString("cache")),
                CatalogColumns.read(row),
                new RequestName(Ledger.Columns.text(row, "reference"), Ledger.Columns.text(row, "filename")));
    }

    private static Optional<WebhookTarget> webhook(ResultSet row) throws SQLException {
        var secret = Ledger.Columns.text(row, "webhook_secret");
        return Ledger.Columns.text(row, "webhook_url").map(url -> new WebhookTarget(url, secret));
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(
                row.getLong("rows_total"),
                row.getLong("rows_done"),
                row.getLong("images_total"),
                row.getLong("images_succeeded"),
                row.getLong("images_failed"),
                row.getLong("images_reused"),
                row.getLong("bytes_in"),
                row.getLong("bytes_out"));
    }

    private static Times times(ResultSet row) throws SQLException {
        return new Times(
                Ledger.Columns.instant(row, "created_at").orElseThrow(),
                Ledger.Columns.instant(row, "started_at"),
                Ledger.Columns.instant(row, "finished_at"),
                Ledger.Columns.instant(row, "round_started_at"),
                Duration.ofMillis(row.getLong("earlier_rounds_ms")));
    }

    private static Size size(ResultSet row) throws SQLException {
        return new Size(
                row.getLong("rows_total"),
                row.getLong("images_total"),
                row.getString("warnings"),
                row.getLong("warning_count"));
    }
}
