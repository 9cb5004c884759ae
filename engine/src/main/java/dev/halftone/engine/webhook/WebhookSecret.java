package dev.halftone.engine.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The key that sender and receiver of webhooks share: 24 to 64 bytes, written as `whsec_` and their base64.
public record WebhookSecret(String text) {
    private static final String PREFIX = "whsec_";
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;
    private static final int RANDOM_BYTES = 32;

    public WebhookSecret {
        problem(text).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    /// Why a text is not a valid secret, without repeating it; empty when it is valid.
    public static Optional<String> problem(String text) {
        if (!text.startsWith(PREFIX)) return Optional.of("a webhook secret begins with " + PREFIX);
        try {
            var bytes = decode(text).length;
            return bytes >= MIN_BYTES && bytes <= MAX_BYTES
                    ? Optional.empty()
                    : Optional.of("a webhook secret has 24 to 64 bytes, this one has " + bytes);
        } catch (IllegalArgumentException e) {
            return Optional.of("a webhook secret is base64 after " + PREFIX);
        }
    }

    public static WebhookSecret random(RandomGenerator random) {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    public static WebhookSecret random() {
        return random(new SecureRandom());
    }

    byte[] key() {
        return decode(text);
    }

    private static byte[] decode(String text) {
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }

    /// Hides the secret, so that it never appears in a log.
    @Override
    public String toString() {
        return PREFIX + "…";
    }

    /// The server's own secret, for requests without one. It is created once and kept in a file that only this
    /// process's user may read.
    public static final class SecretFile {
        private SecretFile() {}

        /// Reads the secret from the file, and creates the file if it is missing or empty.
        public static WebhookSecret in(Path file) {
            try {
                // A crash may have left it empty.
                if (!Files.exists(file) || Files.size(file) == 0) make(file);
                return new WebhookSecret(Files.readString(file, US_ASCII).strip());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read or write the webhook secret in " + file, e);
            }
        }

        private static void make(Path file) throws IOException {
            if (!Files.exists(file)
                    && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(
                    file,
                    WebhookSecret.random().text() + "\n",
                    US_ASCII,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.SYNC);
        }
    }
}
