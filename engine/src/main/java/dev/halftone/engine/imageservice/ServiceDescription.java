package dev.halftone.engine.imageservice;

import java.util.Optional;

/// What an image service says of itself at `GET /v1`.
///
/// @param maxImagesPerJob the most images of one job
/// @param maxImagesInFlight the most images handed over and not answered, of all jobs together
/// @param version identifies everything that decides the output besides source and recipe. Without it, no result is
/// reused
/// @param callbackProblem why the URL in the header `callback-url` could not be reached; absent if it could, or if
/// there was none
public record ServiceDescription(
        Optional<Integer> maxImagesPerJob,
        Optional<Integer> maxImagesInFlight,
        Optional<String> version,
        Optional<String> callbackProblem) {
    /// The request header with the URL of callbacks.
    public static final String CALLBACK_URL = "callback-url";
}
