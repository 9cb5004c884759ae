package dev.halftone.app.cli;

/// How a command ended, for scripts. 64 and 65 are those of BSD's sysexits(3).
final class ExitCode {
    static final int SUCCEEDED = 0;
    /// It could not run, or not to its end.
    static final int FAILED = 1;
    /// It ran to its end, but there is no image for some of the URLs.
    static final int SOME_IMAGES_FAILED = 2;

    static final int WRONG_USAGE = 64;
    static final int INVALID_CSV = 65;

    private ExitCode() {}
}
