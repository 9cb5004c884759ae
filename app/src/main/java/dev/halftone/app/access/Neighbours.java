package dev.halftone.app.access;

import dev.halftone.app.problem.ProblemCode;
import dev.halftone.app.problem.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Keeps other sites, open in the browser of somebody who may call, from calling in that person's name.
///
/// 1. A page of another site may send a form anywhere: what changes anything must come from our own page or from no
/// page
///    at all. Browsers say where from, in headers that no script can set (Fetch Metadata, RFC 6454 §7).
/// 2. A name of another site may turn to this machine's address after its page has loaded (DNS rebinding): where
///    reaching the server is all it takes to use it, it answers to its own names only.
public final class Neighbours {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final Optional<String> publicAuthority;
    private final Optional<Set<String>> names;

    private Neighbours(Optional<String> publicAuthority, Optional<Set<String>> names) {
        this.publicAuthority = publicAuthority;
        this.names = names;
    }

    /// For a server that may be called by any name.
    ///
    /// @param publicUrl where the server is reached from outside
    public static Neighbours of(String publicUrl) {
        return new Neighbours(authority(publicUrl), Optional.empty());
    }

    /// The same, answering to the given names and the public one only.
    public Neighbours answeringTo(Set<String> ownNames) {
        var all = new HashSet<>(ownNames);
        publicAuthority.map(Neighbours::host).ifPresent(all::add);
        return new Neighbours(publicAuthority, Optional.of(Set.copyOf(all)));
    }

    void check(HttpServletRequest call) {
        var host = Optional.ofNullable(call.getHeader("Host")).orElse("").toLowerCase(Locale.ROOT);
        if (names.isPresent() && !names.get().contains(host(host))) {
            throw new Refused(
                    ProblemCode.MISDIRECTED,
                    "without API keys the server answers to this machine's own names; --public-url gives it another");
        }
        if (!SAFE_METHODS.contains(call.getMethod()) && !isFromHere(call, host)) {
            throw new Refused(ProblemCode.CROSS_SITE, "a page of another site may not call the server");
        }
    }

    private boolean isFromHere(HttpServletRequest call, String host) {
        var site = Optional.ofNullable(call.getHeader("Sec-Fetch-Site"));
        if (site.isPresent()) return OWN_SITE.contains(site.get());
        var origin = Optional.ofNullable(call.getHeader("Origin"));
        return origin.isEmpty()
                || origin.flatMap(Neighbours::authority)
                        .filter(from -> isOurs(from, host))
                        .isPresent();
    }

    private boolean isOurs(String authority, String host) {
        return authority.equals(host)
                || publicAuthority.filter(authority::equals).isPresent();
    }

    private static Optional<String> authority(String url) {
        try {
            return Optional.ofNullable(URI.create(url).getRawAuthority()).map(text -> text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The authority without its port.
    private static String host(String authority) {
        return authority.replaceFirst(":[0-9]*$", "");
    }
}
