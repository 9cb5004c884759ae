package dev.halftone.imaging.vips;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds libvips. An explicit path is the only one tried. Without it: the bundled libvips, then the system's.
final class LibvipsLoader {
    private static final List<String> SYSTEM = List.of("libvips.so.42", "libvips.42.dylib");
    // Homebrew's folders, which macOS does not search.
    private static final List<Path> HOMEBREW =
            List.of(Path.of("/opt/homebrew/lib/libvips.42.dylib"), Path.of("/usr/local/lib/libvips.42.dylib"));

    private LibvipsLoader() {}

    static NativeLibrary find(Optional<Path> explicit) {
        return explicit.map(LibvipsLoader::loadExplicit)
                .or(LibvipsLoader::bundled)
                .or(LibvipsLoader::system)
                .orElseThrow(LibvipsMissing::notFound);
    }

    private static NativeLibrary loadExplicit(Path library) {
        return NativeLibrary.load(library.toAbsolutePath()).orElseThrow(() -> LibvipsMissing.notLoadable(library));
    }

    private static Optional<NativeLibrary> bundled() {
        try {
            return BundledLibrary.load();
        } catch (IOException noTemporaryFile) {
            throw LibvipsMissing.cannotUnpack(noTemporaryFile);
        }
    }

    private static Optional<NativeLibrary> system() {
        var named = SYSTEM.stream()
                .flatMap(name -> NativeLibrary.loadByName(name).stream())
                .findFirst();
        return named.or(() -> HOMEBREW.stream()
                .flatMap(file -> NativeLibrary.load(file).stream())
                .findFirst());
    }

    /// The libvips that the build bundled as a resource for this platform, if it did.
    static final class BundledLibrary {
        private BundledLibrary() {}

        /// Loads it. Empty if none is bundled for this platform, or it cannot be loaded. The temporary file it
        /// is loaded from is deleted before this returns, so nothing is left however the process ends.
        static Optional<NativeLibrary> load() throws IOException {
            for (var platform : platforms()) {
                try (var packed = BundledLibrary.class.getResourceAsStream("packed/" + platform + "/libvips")) {
                    if (packed != null) return load(packed);
                }
            }
            return Optional.empty();
        }

        // Only the owner can read and write Java's temporary files, so no other user can substitute a library.
        private static Optional<NativeLibrary> load(InputStream packed) throws IOException {
            var file = Files.createTempFile("libvips-", ".tmp");
            try {
                write(packed, file);
                return NativeLibrary.load(file);
            } finally {
                Files.delete(file);
            }
        }

        private static void write(InputStream packed, Path file) throws IOException {
            try (var out = Files.newOutputStream(file)) {
                packed.transferTo(out);
            }
        }

        // npm's names for platforms. Which of glibc and musl a Linux has is known from what the build bundled.
        private static List<String> platforms() {
            var arch = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
            return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
                    ? List.of("darwin-" + arch)
                    : List.of("linux-" + arch, "linuxmusl-" + arch);
        }
    }
}
