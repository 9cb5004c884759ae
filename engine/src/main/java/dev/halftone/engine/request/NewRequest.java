package dev.halftone.engine.request;

import java.util.Optional;

/// A request about to be accepted: its CSV is valid and safe on disk.
///
/// @param id its name
/// @param owner whose it is; empty where the server is open
/// @param imageBaseUrl what stands before a file name in an output URL, fixed for the life of the request
/// @param idempotency what makes a second post the same post
/// @param size what the CSV holds
public record NewRequest(
        RequestId id, String owner, RequestOptions options, String imageBaseUrl, Idempotency idempotency, Size size) {

    /// Two posts with one key and one fingerprint are one request.
    ///
    /// @param key the caller's `Idempotency-Key`, where it gave one
    /// @param digest SHA-256 over the upload and its options, in hexadecimal digits
    public record Idempotency(Optional<String> key, String digest) {}

    /// What validation counted.
    ///
    /// @param rows how many products
    /// @param images how many places in the URL cells, the same URL counted as often as it stands there
    /// @param warnings the first warnings, as JSON
    /// @param warningCount how many there were
    public record Size(long rows, long images, String warnings, long warningCount) {}
}
