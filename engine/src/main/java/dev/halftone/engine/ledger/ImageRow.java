package dev.halftone.engine.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// An image as it stands.
///
/// @param failure why it failed, or why it was put off
/// @param published what came of it, once it succeeded
public record ImageRow(
        long number,
        String url,
        ImageStatus status,
        int attempts,
        Optional<Failure> failure,
        Optional<Published> published) {

    public record Failure(String code, String message) {}

    /// What anybody can see, and what it was made of.
    ///
    /// @param bytesIn the size of the source, as received
    /// @param reused whether an earlier request had published it
    public record Published(String fileName, long bytesIn, long bytesOut, int width, int height, boolean reused) {}

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
        return Columns.text(row, "code").map(code -> new Failure(code, message));
    }

    static Optional<Published> published(ResultSet row) throws SQLException {
        var name = Columns.text(row, "file_name");
        if (name.isEmpty()) return Optional.empty();
        return Optional.of(new Published(
                name.get(),
                row.getLong("bytes_in"),
                row.getLong("bytes_out"),
                row.getInt("width"),
                row.getInt("height"),
                row.getInt("reused") == 1));
    }
}
