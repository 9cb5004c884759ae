package dev.halftone.engine.request;

import java.util.Optional;

/// A request that is about to be accepted: its CSV is valid and durable on disk.
///
/// @param owner who submitted it; empty when the server has no authentication
/// @param imageBaseUrl the prefix of every output URL, fixed for the life of the request
/// @param idempotency identifies a repeated submission
/// @param size the counts of the CSV
public record NewRequest(
        RequestId id, String owner, RequestOptions options, String imageBaseUrl, Idempotency idempotency, Size size) {

    /// Two submissions with the same key and the same digest are one request.
    ///
    /// @param key the client's `Idempotency-Key`, if it sent one
    /// @param digest SHA-256 over the upload and its options, in hexadecimal digits
    public record Idempotency(Optional<String> key, String digest) {}

    /// The counts from validation.
    ///
    /// @param rows the number of products
    /// @param images the number of image URLs; a repeated URL counts each time
    /// @param warnings the first warnings, as JSON
    /// @param warningCount the number of all warnings
    public record Size(long rows, long images, String warnings, long warningCount) {}
}
