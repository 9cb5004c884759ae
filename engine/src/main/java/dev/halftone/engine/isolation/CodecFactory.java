package dev.halftone.engine.isolation;

import dev.halftone.imaging.CodecPathMetrics;
import dev.halftone.imaging.ImageCodec;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.Recompressor;
import java.nio.file.Path;
import java.util.Optional;

/// Makes the coder of a process: of the one that does everything else, too, and of those that do nothing but code.
@FunctionalInterface
public interface CodecFactory {

    /// Makes one, which takes as long as loading a library does.
    ///
    /// @param libvips the library's file; without one, the packed library or the system's
    /// @param codecPathMetrics where it is counted which way each image took
    /// @throws dev.halftone.imaging.vips.LibvipsMissing when there is no libvips to code images with
    ImageCodec open(ImageLimits limits, Optional<Path> libvips, CodecPathMetrics codecPathMetrics);

    /// Those that make images smaller.
    static CodecFactory defaults() {
        return Recompressor::open;
    }
}
