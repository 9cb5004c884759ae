package dev.halftone.app.cli;

import dev.halftone.engine.request.Request;

/// What `run` prints: [RunText] for people, [RunEvents] for programs.
sealed interface RunPrinter permits RunText, RunEvents {

    /// Shows the progress of a job that has begun.
    ProgressDisplay progress(FolderJob job);

    /// Prints how the job ended.
    void end(FolderJob job, Ended ended);

    /// How a job ended.
    ///
    /// @param removed how many images of earlier jobs were removed
    record Ended(Request request, long removed) {
        Request.Counts counts() {
            return request.counts();
        }
    }
}
