package dev.halftone.engine;

import dev.halftone.engine.imageservice.JobReceipt;

/// The result of handing over a job. Unless it is [Taken], nothing of the job is kept.
public sealed interface JobSubmitResult {

    /// The job is kept, whatever happens to this process from now on. It may have been taken before.
    record Taken(JobReceipt receipt) implements JobSubmitResult {}

    record Invalid(String message) implements JobSubmitResult {}

    /// The id belongs to a job with other images or another callback URL.
    record IdReused() implements JobSubmitResult {}

    /// With this job, more images would be in flight than the service takes.
    record TooManyImages(int maxImagesInFlight) implements JobSubmitResult {}

    /// The database does not answer, or this node's workers have stopped.
    record NotStored(String message) implements JobSubmitResult {}
}
