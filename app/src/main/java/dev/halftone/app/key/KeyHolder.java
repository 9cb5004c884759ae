package dev.halftone.app.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.regex.Pattern;

/// Somebody with a key, and what is kept of it.
///
/// @param id stands for the holder everywhere, and is never given to another: whoever gets a key of the same name later
/// does not see this one's requests
/// @param name what people call it
/// @param digest of the key, as [ApiKey#digest] gives it
public record KeyHolder(String id, String name, String digest, Instant made) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    public KeyHolder {
        require(ID, id, "an id is 16 hexadecimal digits");
        require(NAME, name, "a key's name has 1 to 64 letters, digits, dots, hyphens and underscores");
        require(DIGEST, digest, "a digest is 64 hexadecimal digits");
    }

    public static KeyHolder of(String id, String name, ApiKey key, Instant made) {
        return new KeyHolder(id, name, key.digest(), made);
    }

    private static void require(Pattern pattern, String value, String rule) {
        if (!pattern.matcher(value).matches()) throw new IllegalArgumentException(rule);
    }

    /// In a time that tells nothing of how alike the digests are.
    boolean has(ApiKey key) {
        return MessageDigest.isEqual(digest.getBytes(US_ASCII), key.digest().getBytes(US_ASCII));
    }

    @Override
    public String toString() {
        return name + " (" + id + ")";
    }
}
