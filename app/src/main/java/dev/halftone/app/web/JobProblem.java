package dev.halftone.app.web;

import java.util.Locale;

/// The error codes of what an image service and its client say to each other, each with its HTTP status and a fixed
/// title.
public enum JobProblem {
    MALFORMED_JOB(400, "The job is malformed"),
    MALFORMED_CALLBACK(400, "The callback is malformed"),
    UNAUTHORIZED(401, "A valid signature is required"),
    INVALID_JOB(422, "The job has an invalid value"),
    JOB_ID_REUSED(422, "The job id was used for another job"),
    TOO_MANY_IMAGES(429, "Too many images are in flight"),
    BUSY(503, "Too many signed bodies arrive at once");

    private final int status;
    private final String title;

    JobProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    String title() {
        return title;
    }

    /// The code as clients see it: `invalid_job`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Ends a request with this problem.
    ProblemException with(String detail) {
        return new ProblemException(Problem.of(this, detail));
    }
}
