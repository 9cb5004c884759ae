package dev.halftone.app.web;

import java.util.Map;

/// Ends a call with a problem: what the client asked for cannot be done.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    private ProblemException(Problem problem, Map<String, String> headers) {
        // No stack trace: this is an answer, not a bug.
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = headers;
    }

    public ProblemException(Problem problem) {
        this(problem, Map.of());
    }

    public ProblemException(ProblemCode code, String detail) {
        this(Problem.of(code, detail));
    }

    /// The same refusal with a header of its own.
    public ProblemException withHeader(String header, String value) {
        return new ProblemException(problem, Map.of(header, value));
    }

    Problem problem() {
        return problem;
    }

    Map<String, String> headers() {
        return headers;
    }
}
