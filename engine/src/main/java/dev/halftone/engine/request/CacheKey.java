package dev.halftone.engine.request;

import dev.halftone.imaging.Recipe;
import java.util.HexFormat;

/// The key of a cached result. It includes the owner, so that one owner's work never shows in another's times and
/// counts.
///
/// @param hex 128 bits in 32 lower-case hexadecimal digits
public record CacheKey(String hex) {
    private static final int DIGITS = 32;

    public CacheKey {
        if (hex.length() != DIGITS) throw new IllegalArgumentException("not a key of 128 bits: " + hex);
    }

    /// The key of one image with one recipe.
    ///
    /// @param coder identifies the codec: equal values mean equal output for the same source and recipe
    public static CacheKey of(String owner, String coder, Recipe recipe, SourceUrl url) {
        var text = String.join("\0", owner, coder, recipe.toString(), url.text());
        return new CacheKey(Sha256.hex(text).substring(0, DIGITS));
    }

    public static CacheKey ofBytes(byte[] bytes) {
        return new CacheKey(HexFormat.of().formatHex(bytes));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
