package dev.halftone.bench.stage;

/// A program that a benchmark would like to have is not on this machine, and could not be brought there. The
/// message says why.
public final class Unobtainable extends Exception {
    private static final long serialVersionUID = 1;

    Unobtainable(String message) {
        super(message);
    }
}
