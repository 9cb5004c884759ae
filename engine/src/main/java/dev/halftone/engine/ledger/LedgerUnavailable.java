package dev.halftone.engine.ledger;

/// The database cannot be opened: not reachable, not writable, or not one of ours.
public final class LedgerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    LedgerUnavailable(RuntimeException cause) {
        super("the database cannot be opened: " + innermost(cause).getMessage(), cause);
    }

    private static Throwable innermost(Throwable e) {
        var cause = e.getCause();
        return cause == null ? e : innermost(cause);
    }
}
