package dev.halftone.app.cli.client;

import java.io.IOException;

/// The server answered, but does not do what it was asked; or what answered is no Halftone server.
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient ProblemDocument problem;

    RefusedException(String message, int status, ProblemDocument problem) {
        super(message);
        this.status = status;
        this.problem = problem;
    }

    /// What the server said; [ProblemDocument#NONE] if it was no Halftone server.
    public ProblemDocument problem() {
        return problem;
    }

    /// Whether the server may do it later: it is busy, or does not get at its storage.
    public boolean isTemporary() {
        return status == 429 || status == 503;
    }

    /// Whether a field or parameter has a value that it cannot have.
    public boolean isInvalidOption() {
        return problem.code().equals("invalid_option");
    }
}
