package dev.halftone.engine.ledger;

import java.sql.SQLException;

/// Somebody has moved, deleted or replaced a file of the database while it is in use.
final class MovedFile extends SQLException {
    private static final long serialVersionUID = 1;

    private final String words;

    MovedFile(String which) {
        super(which + " was moved, deleted or replaced while it is in use");
        this.words = which + " was moved or replaced while it is in use; put it back, or stop the server first";
    }

    String words() {
        return words;
    }
}
