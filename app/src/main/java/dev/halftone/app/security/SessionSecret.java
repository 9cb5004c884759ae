package dev.halftone.app.security;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret that signs the page's sessions. It has nothing in common with the keys: who can read the key file
/// cannot make a session.
///
/// @param text 32 to 128 printable characters, of cryptographic randomness
public record SessionSecret(String text) {
    private static final int RANDOM_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    public SessionSecret {
        if (!text.matches("[!-~]{32,128}"))
            throw new IllegalArgumentException("session-secret must have 32 to 128 printable ASCII characters");
    }

    public static SessionSecret random() {
        var bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new SessionSecret(HexFormat.of().formatHex(bytes));
    }

    /// HMAC-SHA256 in lower-case hexadecimal.
    String sign(String message) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(text.getBytes(US_ASCII), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(message.getBytes(US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HMAC-SHA256", e);
        }
    }

    /// Hides the secret, so that it never appears in a log.
    @Override
    public String toString() {
        return "…";
    }

    /// Reads the secret from a file, and creates the file if it is missing or empty. Only this process's user
    /// may read it.
    public static SessionSecret in(Path file) {
        try {
            // A crash may have left it empty.
            if (!Files.exists(file) || Files.size(file) == 0) create(file);
            return new SessionSecret(Files.readString(file, US_ASCII).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or write the session secret in " + file, e);
        } catch (IllegalArgumentException e) {
            throw new UncheckedIOException(new IOException(
                    "the session secret in " + file + " is damaged; delete the file, and users sign in again", e));
        }
    }

    private static void create(Path file) throws IOException {
        if (!Files.exists(file)
                && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, random().text() + "\n", US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.SYNC);
    }
}
