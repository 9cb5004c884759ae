package dev.halftone.engine.quarantine;

import dev.halftone.imaging.Coder;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.Recompressor;
import dev.halftone.imaging.Ways;
import java.nio.file.Path;
import java.util.Optional;

/// Makes the coder of a process: of the one that does everything else, too, and of those that do nothing but code.
@FunctionalInterface
public interface Coders {

    /// Makes one, which takes as long as loading a library does.
    ///
    /// @param libvips the library's file; without one, the packed library or the system's
    /// @param ways where it is counted which way each image took
    /// @throws dev.halftone.imaging.vips.LibvipsMissing when there is no libvips to code images with
    Coder open(ImageLimits limits, Optional<Path> libvips, Ways ways);

    /// Those that make images smaller.
    static Coders usual() {
        return Recompressor::open;
    }
}
