package dev.halftone.engine.storage;

import java.nio.file.Path;

/// How taking in an upload ended.
public sealed interface Spooled {

    /// The whole upload is in a file of its own, safe on disk.
    ///
    /// @param sha256 of its bytes, in 64 lower-case hexadecimal digits
    record Kept(Path file, long bytes, String sha256) implements Spooled {}

    /// It went on beyond the limit; nothing of it is kept.
    record TooLarge(long maxBytes) implements Spooled {}

    /// The disk would not take it; nothing of it is kept.
    ///
    /// @param message why, fit for strangers: it names no path
    record Failed(String message) implements Spooled {}
}
