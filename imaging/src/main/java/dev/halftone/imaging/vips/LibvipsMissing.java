package dev.halftone.imaging.vips;

import java.io.IOException;
import java.nio.file.Path;

/// There is no usable libvips. The message says what to do.
public final class LibvipsMissing extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String INSTALL = "apt-get install libvips42, or brew install vips";

    private LibvipsMissing(String message) {
        super(message);
    }

    static LibvipsMissing notFound() {
        return new LibvipsMissing("libvips was not found: install it (" + INSTALL
                + "), or build Halftone with npm installed, which bundles libvips.");
    }

    static LibvipsMissing notLoadable(Path library) {
        return new LibvipsMissing("libvips cannot be loaded from " + library
                + ": name another file, or omit the setting to use the bundled libvips or the system's.");
    }

    static LibvipsMissing cannotUnpack(IOException cause) {
        var missing = new LibvipsMissing("The bundled libvips cannot be written to "
                + System.getProperty("java.io.tmpdir")
                + ": free some space there, or name another folder with -Djava.io.tmpdir. " + cause.getMessage());
        missing.initCause(cause);
        return missing;
    }

    static LibvipsMissing tooOld(String reason) {
        return new LibvipsMissing(
                "The installed libvips is too old (" + reason + "): install a newer one (" + INSTALL + ").");
    }
}
