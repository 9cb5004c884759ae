package dev.halftone.app.security;

import dev.halftone.engine.request.Sha256;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// What a client says to be let in. Known to the client alone: of a key, only its digest is kept.
public record ApiKey(String text) {
    /// Tells people, and programs that look for leaked secrets, what they have before them.
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

    /// SHA-256 in lower-case hexadecimal. A password wants a slow hash, because it can be guessed; 256 random
    /// bits cannot.
    String digest() {
        return Sha256.hex(text);
    }

    /// Never the key itself, which would then stand in a log one day.
    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
