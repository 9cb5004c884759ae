package dev.halftone.engine.ledger;

import dev.halftone.engine.address.SourceUrl;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The first 128 bits of SHA-256 over a URL: what tells one image of a request from another, at a fixed small size.
record UrlDigest(long high, long low) {

    static UrlDigest of(SourceUrl url) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256").digest(url.text().getBytes(StandardCharsets.UTF_8));
            var words = ByteBuffer.wrap(sha256);
            return new UrlDigest(words.getLong(), words.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
