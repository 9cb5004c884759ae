package dev.halftone.imaging.vips;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Looks for libvips: at the path it was given and nowhere else, or else the packed one, or else the system's.
final class LibraryFinder {
    private static final List<String> SYSTEM = List.of("libvips.so.42", "libvips.42.dylib");
    // Homebrew's folders, in which macOS does not look by itself.
    private static final List<Path> HOMEBREW =
            List.of(Path.of("/opt/homebrew/lib/libvips.42.dylib"), Path.of("/usr/local/lib/libvips.42.dylib"));

    private LibraryFinder() {}

    static CLibrary find(Optional<Path> explicit) {
        return explicit.map(LibraryFinder::at)
                .or(LibraryFinder::packed)
                .or(LibraryFinder::system)
                .orElseThrow(LibvipsMissing::everywhere);
    }

    private static CLibrary at(Path library) {
        return CLibrary.at(library.toAbsolutePath()).orElseThrow(() -> LibvipsMissing.at(library));
    }

    private static Optional<CLibrary> packed() {
        try {
            return PackedLibrary.load();
        } catch (IOException noTemporaryFile) {
            throw LibvipsMissing.unpacked(noTemporaryFile);
        }
    }

    private static Optional<CLibrary> system() {
        var named =
                SYSTEM.stream().flatMap(name -> CLibrary.named(name).stream()).findFirst();
        return named.or(() ->
                HOMEBREW.stream().flatMap(file -> CLibrary.at(file).stream()).findFirst());
    }
}
