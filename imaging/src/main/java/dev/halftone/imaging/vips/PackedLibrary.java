package dev.halftone.imaging.vips;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The libvips that the build packed among the resources, if it did so for this platform.
final class PackedLibrary {
    private PackedLibrary() {}

    /// Loads it, or is empty where none is packed for this platform or it cannot be loaded. The file it was loaded from
    /// is gone from the disk when this returns: nothing stays behind, however the process ends.
    static Optional<CLibrary> load() throws IOException {
        for (var platform : platforms()) {
            try (var packed = PackedLibrary.class.getResourceAsStream("packed/" + platform + "/libvips")) {
                if (packed != null) return load(packed);
            }
        }
        return Optional.empty();
    }

    // Only its owner can read and write a temporary file of Java's, so nobody can slip in another library.
    private static Optional<CLibrary> load(InputStream packed) throws IOException {
        var file = Files.createTempFile("libvips-", ".tmp");
        try {
            write(packed, file);
            return CLibrary.at(file);
        } finally {
            Files.delete(file);
        }
    }

    private static void write(InputStream packed, Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            packed.transferTo(out);
        }
    }

    // npm's names for platforms. A Linux with musl is told from one with glibc by what the build packed there.
    private static List<String> platforms() {
        var arch = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
                ? List.of("darwin-" + arch)
                : List.of("linux-" + arch, "linuxmusl-" + arch);
    }
}
