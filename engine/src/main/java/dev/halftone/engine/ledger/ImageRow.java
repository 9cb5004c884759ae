package dev.halftone.engine.ledger;

import dev.halftone.engine.request.ContentDigest;
import dev.halftone.engine.request.ImageStatus;
import dev.halftone.engine.request.PublishedImage;
import dev.halftone.engine.request.UrlDigest;
import dev.halftone.engine.request.Validators;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// The current state of an image.
///
/// @param url as uploaded
/// @param fetchUrl fetched in its place
/// @param failure why it failed, or why it will be retried
/// @param published the result, after success
/// @param source the version of the source that the result was made from, if it is known
public record ImageRow(
        long number,
        String url,
        Optional<String> fetchUrl,
        ImageStatus status,
        int attempts,
        Optional<Failure> failure,
        Optional<PublishedImage> published,
        Optional<Source> source) {

    public record Failure(String code, String message) {}

    /// What shows later whether a source has changed.
    public record Source(ContentDigest content, Optional<Validators> validators) {}

    static ImageRow of(ResultSet row) throws SQLException {
        return new ImageRow(
                row.getLong("number"),
                row.getString("url"),
                Ledger.Columns.text(row, "fetch_url"),
                ImageStatus.of(row.getString("status")),
                row.getInt("attempts"),
                failure(row),
                published(row),
                source(row));
    }

    static Optional<Source> source(ResultSet row) throws SQLException {
        var digest = row.getBytes("content_digest");
        if (digest == null) return Optional.empty();
        return Optional.of(new Source(ContentDigest.ofBytes(digest), validators(row)));
    }

    private static Optional<Validators> validators(ResultSet row) throws SQLException {
        var url = row.getBytes("validated_url_digest");
        if (url == null) return Optional.empty();
        return Optional.of(new Validators(
                UrlDigest.ofBytes(url), Ledger.Columns.text(row, "etag"), Ledger.Columns.text(row, "last_modified")));
    }

    private static Optional<Failure> failure(ResultSet row) throws SQLException {
        var message = row.getString("message");
        return Ledger.Columns.text(row, "code").map(code -> new Failure(code, message));
    }

    static Optional<PublishedImage> published(ResultSet row) throws SQLException {
        var name = Ledger.Columns.text(row, "file_name");
        if (name.isEmpty()) return Optional.empty();
        return Optional.of(new PublishedImage(
                name.get(),
                row.getLong("bytes_in"),
                row.getLong("bytes_out"),
                row.getInt("width"),
                row.getInt("height"),
                row.getInt("reused") == 1));
    }
}
