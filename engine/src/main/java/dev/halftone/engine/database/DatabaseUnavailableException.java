package dev.halftone.engine.database;

/// The database cannot be opened: it is unreachable, read-only, or not a Halftone database.
public final class DatabaseUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DatabaseUnavailableException(RuntimeException cause) {
        super("the database cannot be opened: " + innermost(cause).getMessage(), cause);
    }

    /// A fault that shows only when the open database is first read.
    ///
    /// @param place the database's file, or its kind
    public DatabaseUnavailableException(String place, DatabaseFault fault, RuntimeException cause) {
        super("the database cannot be opened: " + fault.message() + ": " + place, cause);
    }

    private static Throwable innermost(Throwable e) {
        var cause = e.getCause();
        return cause == null ? e : innermost(cause);
    }
}
