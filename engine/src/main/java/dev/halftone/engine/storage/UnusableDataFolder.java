package dev.halftone.engine.storage;

import java.nio.file.Path;

/// The data folder cannot be used, so the program cannot start. The message says which folder and why.
public final class UnusableDataFolder extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UnusableDataFolder(String message) {
        super(message);
    }

    private UnusableDataFolder(String message, DiskFault cause) {
        super(message, cause);
    }

    static UnusableDataFolder inUse(Path path) {
        return new UnusableDataFolder(
                "another Halftone is running on the data folder " + path + "; stop it, or choose another folder");
    }

    static UnusableDataFolder faulty(Path path, DiskFault fault) {
        return new UnusableDataFolder("cannot use the data folder " + path + ": " + fault.words(), fault);
    }
}
