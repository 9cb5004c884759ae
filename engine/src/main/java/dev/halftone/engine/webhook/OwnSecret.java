package dev.halftone.engine.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The secret that signs the messages of requests that brought none of their own: made once, kept in a file that only
/// this process's user may read.
public final class OwnSecret {
    private OwnSecret() {}

    /// The secret in that file, which is made where there is none.
    public static WebhookSecret in(Path file) {
        try {
            // A crash may have left it empty.
            if (!Files.exists(file) || Files.size(file) == 0) make(file);
            return new WebhookSecret(Files.readString(file, US_ASCII).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the webhook secret in " + file, e);
        }
    }

    private static void make(Path file) throws IOException {
        if (!Files.exists(file)
                && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(
                file,
                WebhookSecret.random().text() + "\n",
                US_ASCII,
                StandardOpenOption.CREATE,
                StandardOpenOption.SYNC);
    }
}
