package dev.halftone.engine.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// An image that an earlier request has published, with the same recipe, from the same URL.
///
/// @param content of the source it was made from
public record Precedent(ImageRow.Published published, ContentDigest content, Optional<Validators> validators) {

    static Precedent of(ResultSet row) throws SQLException {
        return new Precedent(
                ImageRow.published(row).orElseThrow(),
                ContentDigest.ofBytes(row.getBytes("content_digest")),
                validators(row));
    }

    private static Optional<Validators> validators(ResultSet row) throws SQLException {
        var url = row.getBytes("validated_url_digest");
        if (url == null) return Optional.empty();
        return Optional.of(
                new Validators(UrlDigest.ofBytes(url), Columns.text(row, "etag"), Columns.text(row, "last_modified")));
    }
}
