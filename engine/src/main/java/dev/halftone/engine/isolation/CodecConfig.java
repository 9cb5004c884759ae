package dev.halftone.engine.isolation;

import dev.halftone.imaging.ImageLimits;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What a process that codes is told before its first image.
///
/// @param libvips the library's file; without one, the packed library or the system's
public record CodecConfig(ImageLimits limits, Optional<Path> libvips) {

    /// How long to wait for a codec. What is one native call ends late, but it ends: whoever takes twice the
    /// time allowed hangs.
    Duration timeout() {
        return limits.maxWork().multipliedBy(2);
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
