package dev.halftone.engine.request;

import java.nio.ByteBuffer;

/// The first 128 bits of SHA-256 over a URL: identifies an image within a request, at a small fixed size.
public record UrlDigest(long high, long low) {

    public static UrlDigest of(SourceUrl url) {
        return ofBytes(Sha256.of(url.text()));
    }

    public static UrlDigest ofBytes(byte[] bytes) {
        var words = ByteBuffer.wrap(bytes);
        return new UrlDigest(words.getLong(), words.getLong());
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }
}
