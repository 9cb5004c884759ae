package dev.halftone.engine.quarantine;

import dev.halftone.imaging.Recompressed;

/// What became of an image that was coded in a process of its own.
sealed interface Verdict {

    /// The process is none the worse for it.
    record Survived(Recompressed recompressed) implements Verdict {}

    /// The process died of it.
    record Crashed(int exitCode) implements Verdict {}

    /// It had not ended long after its time, and was killed.
    record Hung() implements Verdict {}

    /// The process died before it had the whole image: that says nothing of the image.
    record NotBegun() implements Verdict {}
}
