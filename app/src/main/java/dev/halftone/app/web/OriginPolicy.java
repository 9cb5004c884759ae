package dev.halftone.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Rejects requests that other sites send through a user's browser.
///
/// 1. Any site can submit a form to us. So a request that changes something must come from our own page or from no
///    page. Browsers send the origin in headers that no script can set (Fetch Metadata, RFC 6454 §7). 2. Another
///    site's name may resolve to this machine after its page has loaded (DNS rebinding). So a server without keys
///    accepts only its own host names.
public final class OriginPolicy {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> SAME_ORIGIN_SITES = Set.of("same-origin", "none");

    private final Optional<String> publicAuthority;
    private final Optional<Set<String>> allowedHosts;
    private final CorsPolicy cors;

    private OriginPolicy(Optional<String> publicAuthority, Optional<Set<String>> names, CorsPolicy cors) {
        this.publicAuthority = publicAuthority;
        this.allowedHosts = names;
        this.cors = cors;
    }

    /// For a server that accepts any host name.
    ///
    /// @param publicUrl the public URL of the server
    /// @param cors the sites whose pages may change something with an API key
    public static OriginPolicy of(String publicUrl, CorsPolicy cors) {
        return new OriginPolicy(authority(publicUrl), Optional.empty(), cors);
    }

    /// A copy that accepts only the given host names and the public one.
    public OriginPolicy withAllowedHosts(Set<String> ownNames) {
        var all = new HashSet<>(ownNames);
        publicAuthority.map(OriginPolicy::host).ifPresent(all::add);
        return new OriginPolicy(publicAuthority, Optional.of(Set.copyOf(all)), cors);
    }

    void check(HttpServletRequest httpRequest) {
        var host = Optional.ofNullable(httpRequest.getHeader("Host")).orElse("").toLowerCase(Locale.ROOT);
        if (allowedHosts.isPresent() && !allowedHosts.get().contains(host(host))) {
            throw new ProblemException(
                    ProblemCode.MISDIRECTED,
                    "without API keys the server accepts only this machine's own names; --public-url adds one");
        }
        if (!SAFE_METHODS.contains(httpRequest.getMethod())
                && !isSameOrigin(httpRequest, host)
                && !isAllowedSite(httpRequest)) {
            throw new ProblemException(
                    ProblemCode.CROSS_SITE, "pages of other sites may not send requests to this server");
        }
    }

    private boolean isSameOrigin(HttpServletRequest httpRequest, String host) {
        var site = Optional.ofNullable(httpRequest.getHeader("Sec-Fetch-Site"));
        if (site.isPresent()) return SAME_ORIGIN_SITES.contains(site.get());
        var origin = Optional.ofNullable(httpRequest.getHeader("Origin"));
        return origin.isEmpty()
                || origin.flatMap(OriginPolicy::authority)
                        .filter(from -> isOwnAuthority(from, host))
                        .isPresent();
    }

    /// No form can send the header with the key, and for a script's request that has it, browsers ask first.
    private boolean isAllowedSite(HttpServletRequest httpRequest) {
        return cors.allowsOrigin(httpRequest)
                && AuthInterceptor.bearerToken(httpRequest).isPresent();
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
