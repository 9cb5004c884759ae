package dev.halftone.app.key;

import java.util.Optional;

/// Who may use the server.
public sealed interface Admission {

    /// Everybody who reaches it.
    record Open() implements Admission {}

    /// Whoever has a key that stands in the file at that moment.
    record Keyed(WatchedKeys keys) implements Admission {}

    static Admission of(Optional<KeyFile> file) {
        return file.<Admission>map(keys -> new Keyed(WatchedKeys.of(keys))).orElseGet(Open::new);
    }
}
