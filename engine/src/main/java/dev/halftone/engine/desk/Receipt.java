package dev.halftone.engine.desk;

import dev.halftone.engine.catalog.CatalogCheck;
import dev.halftone.engine.request.Request;

/// What came of an upload. Unless it is [Accepted] or [Repeated], nothing of it is kept.
public sealed interface Receipt {

    /// A new request: kept, whatever happens to this process from now on.
    record Accepted(Request request) implements Receipt {}

    /// The request that was made before with the same key and the same upload.
    record Repeated(Request request) implements Receipt {}

    /// The key was used before, with another upload or other options.
    record KeyReused() implements Receipt {}

    /// The CSV has to be mended first.
    record InvalidCsv(CatalogCheck.Violations violations) implements Receipt {}

    record TooLarge(long maxBytes) implements Receipt {}

    /// The owner has as many requests under way as one may have.
    record TooManyOpen(long maxOpenRequests) implements Receipt {}

    /// The disk would not take it.
    record NotKept(String message) implements Receipt {}
}
