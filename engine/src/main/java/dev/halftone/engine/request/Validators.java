package dev.halftone.engine.request;

import java.util.Optional;
import java.util.stream.Stream;

/// What a server said of the state of an image, for it to be asked later whether that is still so (RFC 9110 §8.8).
///
/// @param url the one that answered with these, to which alone they mean something: another resource, which a redirect
/// may lead to, can have the same tag or time
/// @param etag with its quotes, and its `W/` where it is weak
/// @param lastModified as the server spelled it
public record Validators(UrlDigest url, Optional<String> etag, Optional<String> lastModified) {
    public Validators {
        if (etag.isEmpty() && lastModified.isEmpty()) throw new IllegalArgumentException("no validators at all");
        if (!Stream.concat(etag.stream(), lastModified.stream()).allMatch(Validators::fitsAHeader))
            throw new IllegalArgumentException("not to be sent in a header: " + etag + lastModified);
    }

    /// Whether a text can be sent back as it is: printable ASCII, and not overly long.
    public static boolean fitsAHeader(String text) {
        return text.length() <= 512 && text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
