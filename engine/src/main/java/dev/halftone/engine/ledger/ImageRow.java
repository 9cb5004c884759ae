package dev.halftone.engine.ledger;

import dev.halftone.engine.request.ImageStatus;
import dev.halftone.engine.request.PublishedImage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// The current state of an image.
///
/// @param failure why it failed, or why it will be retried
/// @param published the result, after success
public record ImageRow(
        long number,
        String url,
        ImageStatus status,
        int attempts,
        Optional<Failure> failure,
        Optional<PublishedImage> published) {

    public record Failure(String code, String message) {}

    static ImageRow of(ResultSet row) throws SQLException {
        return new ImageRow(
                row.getLong("number"),
                row.getString("url"),
                ImageStatus.of(row.getString("status")),
                row.getInt("attempts"),
                failure(row),
                published(row));
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
