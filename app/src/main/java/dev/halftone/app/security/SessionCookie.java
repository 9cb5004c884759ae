package dev.halftone.app.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;

/// The session cookie of the page: `ID-EXPIRY-SIGNATURE`. Scripts cannot read it and other sites cannot send it. No
/// session is stored: the signature proves that a server made it. So every server with the secret and the key file
/// accepts every session, sessions survive restarts, and revoking a key ends its sessions.
public final class SessionCookie {
    static final String NAME = "halftone_session";
    private static final Duration LIFETIME = Duration.ofDays(30);
    private static final Pattern VALUE = Pattern.compile("([0-9a-f]{16})-([0-9]{1,12})-([0-9a-f]{64})");

    private final SessionSecret secret;
    private final InstantSource clock;

    public SessionCookie(SessionSecret secret, InstantSource clock) {
        this.secret = secret;
        this.clock = clock;
    }

    public ResponseCookie create(ApiKeys.Entry entry, HttpServletRequest httpRequest) {
        var expiry = clock.instant().plus(LIFETIME).getEpochSecond();
        return cookie(entry.id() + "-" + expiry + "-" + signature(entry, expiry), LIFETIME, httpRequest);
    }

    public ResponseCookie expire(HttpServletRequest httpRequest) {
        return cookie("", Duration.ZERO, httpRequest);
    }

    private static ResponseCookie cookie(String value, Duration lifetime, HttpServletRequest httpRequest) {
        var isTls = httpRequest.isSecure() || "https".equalsIgnoreCase(httpRequest.getHeader("X-Forwarded-Proto"));
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(isTls)
                .path("/")
                .maxAge(lifetime)
                .build();
    }

    /// The key that the session of a request belongs to.
    public Optional<ApiKeys.Entry> verify(HttpServletRequest httpRequest, ApiKeys keys) {
        return Stream.ofNullable(httpRequest.getCookies())
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue)
                .findFirst()
                .flatMap(value -> verify(value, keys));
    }

    private Optional<ApiKeys.Entry> verify(String value, ApiKeys keys) {
        var parts = VALUE.matcher(value);
        if (!parts.matches()) return Optional.empty();
        var expiry = Long.parseLong(parts.group(2));
        return keys.findById(parts.group(1))
                .filter(entry -> isSame(signature(entry, expiry), parts.group(3)))
                .filter(_ -> clock.instant().isBefore(Instant.ofEpochSecond(expiry)));
    }

    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(UTF_8), given.getBytes(UTF_8));
    }

    private String signature(ApiKeys.Entry entry, long expiry) {
        return secret.sign("halftone session " + entry.id() + " " + expiry);
    }
}
