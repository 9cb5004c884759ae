package dev.halftone.app.job;

import dev.halftone.engine.catalog.CatalogCheck;
import dev.halftone.engine.request.Request;

/// What came of the attempt to begin a job.
public sealed interface Begun {

    /// The job goes on, now or from where it stopped before.
    record Underway(Request request) implements Begun {}

    /// The folder has the job of another CSV, or of other options, which has not ended.
    record OtherJob() implements Begun {}

    /// The CSV has to be mended first.
    record InvalidCsv(CatalogCheck.Violations violations) implements Begun {}

    /// The disk would not take it.
    record NotKept(String message) implements Begun {}
}
