package dev.halftone.app.cli.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/// The address of a server: an http or https URL, with a path if a proxy serves the server below one.
///
/// @param base without a slash at the end
public record ServerAddress(String base) {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int MAX_PORT = 65_535;

    /// Parses a URL.
    ///
    /// @throws IllegalArgumentException if it is no such URL
    public static ServerAddress parse(String url) {
        try {
            var uri = new URI(url.strip());
            if (uri.getScheme() == null
                    || !SCHEMES.contains(uri.getScheme())
                    || uri.getHost() == null
                    || uri.getPort() > MAX_PORT
                    || uri.getRawUserInfo() != null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null) throw invalid(url);
            return new ServerAddress(uri.toString().replaceFirst("/+$", ""));
        } catch (URISyntaxException e) {
            throw invalid(url);
        }
    }

    private static IllegalArgumentException invalid(String url) {
        // It may hold a password.
        var shown = url.replaceFirst("//.*@", "//…@");
        return new IllegalArgumentException("server must be a URL such as http://localhost:8080, not " + shown);
    }

    /// @param path begins with a slash
    URI resolve(String path) {
        return URI.create(base + path);
    }

    @Override
    public String toString() {
        return base;
    }
}
