package dev.halftone.engine.storage;

/// How an attempt to publish an image ended.
public sealed interface Published {

    /// The image is public, whole, and safe on disk.
    record Done() implements Published {}

    /// It is not; another attempt may help.
    ///
    /// @param message why, fit for strangers: it names no path
    record Failed(String message) implements Published {}
}
