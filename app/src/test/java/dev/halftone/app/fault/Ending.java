package dev.halftone.app.fault;

/// How an image is to end.
///
/// @param code its failure code, or [#SUCCESS]
/// @param attempts how often it is tried
/// @param asked how often its server is asked for it
record Ending(String code, int attempts, int asked) {
    static final String SUCCESS = "none";

    /// How often a failure that may pass is tried in these tests.
    static final int MOST_ATTEMPTS = 2;

    static Ending succeeds() {
        return new Ending(SUCCESS, 1, 1);
    }

    static Ending succeedsTheSecondTime() {
        return new Ending(SUCCESS, 2, 2);
    }

    /// Final at once.
    static Ending refused(String code) {
        return new Ending(code, 1, 1);
    }

    /// Tried again, in vain.
    static Ending givenUp(String code) {
        return new Ending(code, MOST_ATTEMPTS, MOST_ATTEMPTS);
    }

    boolean isSuccess() {
        return code.equals(SUCCESS);
    }
}
