package dev.halftone.engine;

import dev.halftone.engine.catalog.CatalogCheck;
import dev.halftone.engine.request.Request;

/// The result of an upload. Unless it is [Accepted] or [Repeated], nothing of the upload is kept.
public sealed interface SubmitResult {

    /// A new request. It is kept, whatever happens to this process from now on.
    record Accepted(Request request) implements SubmitResult {}

    /// An earlier request with the same idempotency key, upload and options.
    record Repeated(Request request) implements SubmitResult {}

    /// The idempotency key was used before, with another upload or other options.
    record KeyReused() implements SubmitResult {}

    record InvalidCsv(CatalogCheck.Violations violations) implements SubmitResult {}

    record TooLarge(long maxBytes) implements SubmitResult {}

    /// There is no catalogue file at the URL.
    ///
    /// @param why in words, as the end of a sentence; safe to show to clients
    record SourceNotFound(String why) implements SubmitResult {}

    /// Too many catalogue files are being downloaded.
    record TooManyDownloads() implements SubmitResult {}

    /// The owner has reached the limit of unfinished requests.
    record TooManyOpen(long maxOpenRequests) implements SubmitResult {}

    /// The upload could not be written to disk, or its work could not begin: the database does not answer, or
    /// this node's workers have stopped.
    record NotStored(String message) implements SubmitResult {}
}
