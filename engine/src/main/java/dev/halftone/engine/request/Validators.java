package dev.halftone.engine.request;

import java.util.Optional;
import java.util.stream.Stream;

/// A server's validators for an image (RFC 9110 §8.8). A later conditional request uses them to ask whether the image
/// has changed.
///
/// @param url the URL that returned the validators. They are valid for this URL only: another resource, which a
/// redirect may lead to, can have the same tag or time
/// @param etag with its quotes, and with `W/` if it is weak
/// @param lastModified exactly as the server sent it
public record Validators(UrlDigest url, Optional<String> etag, Optional<String> lastModified) {
    public Validators {
        if (etag.isEmpty() && lastModified.isEmpty()) throw new IllegalArgumentException("no validators at all");
        if (!Stream.concat(etag.stream(), lastModified.stream()).allMatch(Validators::isValidHeaderValue))
            throw new IllegalArgumentException("not to be sent in a header: " + etag + lastModified);
    }

    /// Whether a text can be sent back unchanged in a header: printable ASCII of at most 512 characters.
    public static boolean isValidHeaderValue(String text) {
        return text.length() <= 512 && text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
