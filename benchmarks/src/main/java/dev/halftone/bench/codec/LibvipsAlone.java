package dev.halftone.bench.codec;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.vips.Libvips;
import java.time.Duration;

/// libvips and nothing else, as everybody uses it: decode, encode with its defaults.
public final class LibvipsAlone implements Codec {
    private static final Duration ENOUGH = Duration.ofSeconds(20);

    private final Libvips libvips;

    public LibvipsAlone(Libvips libvips) {
        this.libvips = libvips;
    }

    @Override
    public ImageBytes recode(ImageBytes source) {
        try (var bench = libvips.openSession(source, ENOUGH)) {
            return bench.load("jpegload_buffer", "access=sequential").save("jpegsave_buffer", "Q=50,keep=icc");
        }
    }
}
