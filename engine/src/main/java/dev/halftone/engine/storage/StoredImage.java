package dev.halftone.engine.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/// A published image, found and ready to be read.
///
/// @param size in bytes
/// @param etag a strong entity tag with its quotes (RFC 9110 §8.8.3): it changes whenever the bytes might have
/// @param content the bytes
public record StoredImage(FileName name, long size, Instant lastModified, String etag, Content content) {

    /// The IANA media type.
    public String mediaType() {
        return name.format().mediaType();
    }

    /// The bytes of an image, from wherever the reader wants to begin: what ranges (RFC 9110 §14) are made of.
    public interface Content {

        /// Opens the bytes from `offset` to the end; beyond the end there are none. The caller closes the
        /// stream.
        InputStream from(long offset) throws IOException;
    }
}
