package dev.halftone.engine.request;

import java.security.SecureRandom;
import java.util.Base64;

/// The unguessable part of a shared request's URL: 192 random bits in base64url. It lets its holder read the request.
///
/// It is stored in plain text. A digest could not give the same URL again, and encryption would protect nothing: the
/// database holds everything that the token gives access to.
public record ShareToken(String text) {
    private static final int BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    public ShareToken {
        if (!isToken(text)) throw new IllegalArgumentException("not a share token");
    }

    public static boolean isToken(String text) {
        return text.matches("[A-Za-z0-9_-]{32}");
    }

    public static ShareToken random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new ShareToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @Override
    public String toString() {
        return "ShareToken[hidden]";
    }
}
