package dev.halftone.engine.isolation;

import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.ProcessorTime;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The configuration that a codec process receives before its first image.
///
/// @param libvips the library's file; if empty, the packaged library or the system's
public record CodecConfig(ImageLimits limits, Optional<Path> libvips) {

    /// How long to wait for a codec. A single native call can exceed the limit but still end. A codec that
    /// exceeds the longest time by the limit is considered hung.
    Duration timeout() {
        return ProcessorTime.longest(limits.maxWork()).plus(limits.maxWork());
    }

    void write(DataOutputStream out) throws IOException {
        out.writeLong(limits.maxPixels());
        out.writeLong(limits.maxWork().toNanos());
        out.writeUTF(libvips.map(Path::toString).orElse(""));
    }

    static CodecConfig read(DataInputStream in) throws IOException {
        var limits = new ImageLimits(in.readLong(), Duration.ofNanos(in.readLong()));
        var libvips = in.readUTF();
        return new CodecConfig(limits, libvips.isEmpty() ? Optional.empty() : Optional.of(Path.of(libvips)));
    }
}
