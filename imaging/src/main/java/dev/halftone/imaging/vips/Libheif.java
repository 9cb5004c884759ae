package dev.halftone.imaging.vips;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The system's libheif, where there is one that decodes HEVC: the packed libvips cannot, for patents lie on it.
public final class Libheif {
    // enum heif_compression_format
    private static final int HEVC = 1;

    private final HeifFunctions heif;

    private Libheif(HeifFunctions heif) {
        this.heif = heif;
    }

    /// Looks for it anew each time, which costs little beside decoding a photo: it may be installed while we run.
    public static Optional<Libheif> find() {
        return Stream.of("libheif.so.1", "libheif.1.dylib")
                .flatMap(name -> CLibrary.named(name).stream())
                .findFirst()
                .or(() -> CLibrary.at(Path.of("/opt/homebrew/lib/libheif.1.dylib")))
                .flatMap(Libheif::of);
    }

    private static Optional<Libheif> of(CLibrary library) {
        try (var arena = Arena.ofConfined()) {
            var heif = new HeifFunctions(library);
            heif.init.pointer(arena, MemorySegment.NULL);
            return heif.haveDecoder.integer(HEVC) == 0 ? Optional.empty() : Optional.of(new Libheif(heif));
        } catch (LibvipsMissing tooOld) {
            return Optional.empty();
        }
    }

    /// Decodes the workbench's source, upright and with its colour profile.
    ///
    /// @throws VipsError if it is damaged
    public Picture decode(Workbench bench) {
        try (var image = new HeifImage(heif, bench)) {
            return image.decoded();
        }
    }
}
