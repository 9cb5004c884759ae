package dev.halftone.engine;

import dev.halftone.engine.catalog.CatalogCheck;
import dev.halftone.engine.request.Request;

/// What came of an upload. Unless it is [Accepted] or [Repeated], nothing of it is kept.
public sealed interface SubmitResult {

    /// A new request: kept, whatever happens to this process from now on.
    record Accepted(Request request) implements SubmitResult {}

    /// The request that was made before with the same key and the same upload.
    record Repeated(Request request) implements SubmitResult {}

    /// The key was used before, with another upload or other options.
    record KeyReused() implements SubmitResult {}

    /// The CSV has to be mended first.
    record InvalidCsv(CatalogCheck.Violations violations) implements SubmitResult {}

    record TooLarge(long maxBytes) implements SubmitResult {}

    /// The owner has as many requests under way as one may have.
    record TooManyOpen(long maxOpenRequests) implements SubmitResult {}

    /// The disk would not take it.
    record NotStored(String message) implements SubmitResult {}
}
