package dev.halftone.app.job;

import java.nio.file.Path;

/// The folder that a job's results go to.
public record OutputFolder(Path path) {

    /// The CSV with the new URLs; there once every image has ended.
    public Path csv() {
        return path.resolve("output.csv");
    }

    public Path images() {
        return path.resolve("images");
    }

    /// What the engine keeps to go on from.
    public Path state() {
        return path.resolve(".halftone");
    }
}
