package dev.halftone.imaging.vips;

import java.io.IOException;
import java.nio.file.Path;

/// There is no libvips to work with; the message says what to do.
public final class LibvipsMissing extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String INSTALL = "apt-get install libvips42, or brew install vips";

    private LibvipsMissing(String message) {
        super(message);
    }

    static LibvipsMissing notFound() {
        return new LibvipsMissing("There is no libvips here: install it (" + INSTALL
                + "), or build Halftone where npm is, which packs one.");
    }

    static LibvipsMissing notLoadable(Path library) {
        return new LibvipsMissing("There is no libvips that can be loaded at " + library
                + ": name another file, or leave the setting out to use the packed one or the system's.");
    }

    static LibvipsMissing cannotUnpack(IOException cause) {
        var missing =
                new LibvipsMissing("The packed libvips cannot be written to " + System.getProperty("java.io.tmpdir")
                        + ": make room there, or name another folder with -Djava.io.tmpdir. " + cause.getMessage());
        missing.initCause(cause);
        return missing;
    }

    static LibvipsMissing tooOld(String reason) {
        return new LibvipsMissing(
                "The libvips here is too old (" + reason + "): install a newer one (" + INSTALL + ").");
    }
}
