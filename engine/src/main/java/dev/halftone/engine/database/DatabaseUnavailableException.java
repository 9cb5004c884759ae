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
        super("the database cannot be opened: " + fault.message() + ": " + place + remedy(fault), cause);
    }

    private static String remedy(DatabaseFault fault) {
        return fault.message().contains("damaged")
                ? "; restore it from a backup, or move it away to begin with an empty one"
                : "";
    }

    private static Throwable innermost(Throwable e) {
        var cause = e.getCause();
        return cause == null ? e : innermost(cause);
    }
}
