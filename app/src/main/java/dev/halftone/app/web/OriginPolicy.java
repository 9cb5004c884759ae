package dev.halftone.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Keeps other sites, open in the browser of somebody who may call, from calling in that person's name.
///
/// 1. A page of another site may send a form anywhere: what changes anything must come from our own page or from no
///    page at all. Browsers say where from, in headers that no script can set (Fetch Metadata, RFC 6454 §7).
/// 2. A name of another site may turn to this machine's address after its page has loaded (DNS rebinding): where
///    reaching the server is all it takes to use it, it answers to its own names only.
public final class OriginPolicy {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> SAME_ORIGIN_SITES = Set.of("same-origin", "none");

    private final Optional<String> publicAuthority;
    private final Optional<Set<String>> allowedHosts;

    private OriginPolicy(Optional<String> publicAuthority, Optional<Set<String>> names) {
        this.publicAuthority = publicAuthority;
        this.allowedHosts = names;
    }

    /// For a server that may be called by any name.
    ///
    /// @param publicUrl where the server is reached from outside
    public static OriginPolicy of(String publicUrl) {
        return new OriginPolicy(authority(publicUrl), Optional.empty());
    }

    /// The same, answering to the given names and the public one only.
    public OriginPolicy withAllowedHosts(Set<String> ownNames) {
        var all = new HashSet<>(ownNames);
        publicAuthority.map(OriginPolicy::host).ifPresent(all::add);
        return new OriginPolicy(publicAuthority, Optional.of(Set.copyOf(all)));
    }

    void check(HttpServletRequest call) {
        var host = Optional.ofNullable(call.getHeader("Host")).orElse("").toLowerCase(Locale.ROOT);
        if (allowedHosts.isPresent() && !allowedHosts.get().contains(host(host))) {
            throw new ProblemException(
                    ProblemCode.MISDIRECTED,
                    "without API keys the server accepts only this machine's own names; --public-url adds one");
        }
        if (!SAFE_METHODS.contains(call.getMethod()) && !isSameOrigin(call, host)) {
            throw new ProblemException(ProblemCode.CROSS_SITE, "pages of other sites may not send requests to this server");
        }
    }

    private boolean isSameOrigin(HttpServletRequest call, String host) {
        var site = Optional.ofNullable(call.getHeader("Sec-Fetch-Site"));
        if (site.isPresent()) return SAME_ORIGIN_SITES.contains(site.get());
        var origin = Optional.ofNullable(call.getHeader("Origin"));
        return origin.isEmpty()
                || origin.flatMap(OriginPolicy::authority)
                        .filter(from -> isOwnAuthority(from, host))
                        .isPresent();
    }

    private boolean isOwnAuthority(String authority, String host) {
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
