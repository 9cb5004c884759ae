package dev.halftone.engine.isolation;

import dev.halftone.imaging.CodecPathMetrics;
import dev.halftone.imaging.ImageCodec;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.Recompressor;
import java.nio.file.Path;
import java.util.Optional;

/// Creates the codec of a process: of the main process, and of each codec process.
@FunctionalInterface
public interface CodecFactory {

    /// Creates a codec. This takes as long as loading a native library.
    ///
    /// @param libvips the library's file; if empty, the packaged library or the system's
    /// @param codecPathMetrics counts the codec path of each image
    /// @throws dev.halftone.imaging.vips.LibvipsMissing when libvips is not available
    ImageCodec open(ImageLimits limits, Optional<Path> libvips, CodecPathMetrics codecPathMetrics);

    /// The command that starts a codec process with codecs of this factory.
    default CodecCommand childProcess() {
        return CodecCommand.currentProgram();
    }

    /// The codec that recompresses images.
    static CodecFactory defaults() {
        return Recompressor::open;
    }
}
