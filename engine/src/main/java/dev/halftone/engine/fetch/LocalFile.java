package dev.halftone.engine.fetch;

import static dev.halftone.engine.request.FailureCode.INVALID_URL;
import static dev.halftone.engine.request.FailureCode.TOO_LARGE;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.halftone.engine.limit.MemoryReservation;
import dev.halftone.engine.request.ImageFolder;
import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Reads images from files on this machine.
///
/// @param maxBytes the largest size that an image may have
record LocalFile(ImageFolder folder, int maxBytes) {

    /// Reads the file that a text names.
    ///
    /// @param memoryReservation holds the image's bytes from now on
    Fetched read(String text, MemoryReservation memoryReservation) throws InterruptedException {
        var file = folder.find(text);
        if (file.isEmpty()) return Fetched.failed(INVALID_URL, "there is no such file in " + folder);
        try {
            return read(file.get(), memoryReservation);
        } catch (IOException e) {
            return Fetched.failed(
                    INVALID_URL, "the file cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private Fetched read(Path file, MemoryReservation memoryReservation) throws IOException, InterruptedException {
        var size = Files.size(file);
        if (size > maxBytes) return Fetched.failed(TOO_LARGE, "the image is larger than " + maxBytes + " bytes");
        memoryReservation.grow(size);
        try (var content = Files.newInputStream(file, NOFOLLOW_LINKS)) {
            return new Fetched.Body(new ImageBytes(content.readNBytes((int) size)), Optional.empty());
        }
    }
}
