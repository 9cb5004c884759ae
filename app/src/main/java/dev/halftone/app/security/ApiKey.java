package dev.halftone.app.security;

import dev.halftone.engine.request.Sha256;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// A secret that authenticates a client. Only its digest is stored.
public record ApiKey(String text) {
    /// Lets people and secret scanners recognize a key.
    private static final String PREFIX = "htk_";

    private static final int RANDOM_BYTES = 32;

    /// A new key: 256 random bits.
    ///
    /// @param random of cryptographic strength
    public static ApiKey random(RandomGenerator random) {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new ApiKey(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// SHA-256 in lower-case hexadecimal. Passwords need a slow hash because they can be guessed; 256 random
    /// bits cannot.
    String digest() {
        return Sha256.hex(text);
    }

    /// Never the key itself, which could end up in a log.
    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
