package dev.halftone.app.api;

import java.nio.ByteBuffer;
import java.util.Base64;

/// Where a page ends, in letters that clients pass on and do not read: a number in base64url.
final class Cursor {
    private Cursor() {}

    static String write(long number) {
        var bytes = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static long read(String cursor) {
        var bytes = decoded(cursor);
        var number = bytes.length == Long.BYTES ? ByteBuffer.wrap(bytes).getLong() : -1;
        if (number < 0) throw Fields.refused("cursor", "is none that this list has given");
        return number;
    }

    /// No bytes at all for what is no base64url.
    private static byte[] decoded(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
