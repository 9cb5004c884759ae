package dev.halftone.engine.request;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// The id of a request: 128 random bits in 32 lower-case hexadecimal digits, so that it cannot be guessed.
public record RequestId(String text) {
    public RequestId {
        if (!isId(text)) throw new IllegalArgumentException("not a request id: " + text);
    }

    public static boolean isId(String text) {
        return text.length() == 32 && text.chars().allMatch(RequestId::isHexDigit);
    }

    public static RequestId random(RandomGenerator random) {
        var bits = new byte[16];
        random.nextBytes(bits);
        return new RequestId(HexFormat.of().formatHex(bits));
    }

    public static RequestId random() {
        return random(new SecureRandom());
    }

    private static boolean isHexDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    @Override
    public String toString() {
        return text;
    }
}
