package dev.halftone.app.docs.drawing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One thing in the picture.
///
/// @param name what it is called, and what arrows know it by
/// @param notes lines below the name
/// @param code the package that it stands for; empty where it is no code
record Shape(String name, Kind kind, Box box, List<String> notes, Optional<String> code) {

    /// What it is, and so how it looks.
    enum Kind {
        PROCESS,
        MODULE,
        ROOM,
        STORE,
        OUTSIDE;

        boolean isContainer() {
            return this == PROCESS || this == MODULE;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String id() {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    }
}
