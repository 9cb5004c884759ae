package dev.halftone.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.cors.CorsConfiguration;

/// The other sites whose pages may use the API from a browser (CORS). They need an API key: no page of another site
/// gets
/// the session cookie.
public final class CorsPolicy {
    private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[^/?#@*\\s]+");
    private static final Duration MAX_AGE = Duration.ofHours(1);

    private final CorsConfiguration configuration = new CorsConfiguration();

    /// @param origins such as `https://shop.example`, or `*` for every site; empty for none
    /// @throws IllegalArgumentException when one of them is no origin
    public CorsPolicy(List<String> origins) {
        for (var origin : origins) {
            if (!ORIGIN.matcher(origin).matches())
                throw new IllegalArgumentException(
                        "cors-origins must be origins such as https://shop.example, or *, not " + origin);
        }
        configuration.setAllowedOrigins(origins);
        configuration.setAllowedMethods(List.of("GET", "HEAD", "POST", "DELETE"));
        configuration.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        configuration.setExposedHeaders(
                List.of("Location", "ETag", RequestIdValve.HEADER, "Retry-After", "Content-Disposition"));
        configuration.setMaxAge(MAX_AGE);
    }

    /// Whether the request comes from a page of an allowed site.
    boolean allowsOrigin(HttpServletRequest httpRequest) {
        return Optional.ofNullable(httpRequest.getHeader("Origin"))
                .map(configuration::checkOrigin)
                .isPresent();
    }

    CorsConfiguration configuration() {
        return configuration;
    }
}
