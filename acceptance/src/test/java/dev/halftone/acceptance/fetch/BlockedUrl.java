package dev.halftone.acceptance.fetch;

import dev.halftone.testkit.UrlCase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A URL that must be blocked. If it were not, it would lead to a listener of the test.
///
/// @param code the failure code of an image with this URL
/// @param text the URL as a user writes it
record BlockedUrl(String code, String text) {
    /// A host without a port. A port can be added there without changing what is tested.
    private static final Pattern WITHOUT_PORT =
            Pattern.compile("(?i)(https?://(?:[^/?#\\\\@%:\\s\\[\\]]+|\\[[^]%]*]))(?=[/?#]|$)");

    /// Names that look internal, and names that lead to internal addresses without looking so.
    private static final List<String> INTERNAL_NAMES = List.of(
            "private.fixture.test",
            "cname.fixture.test",
            "nat64.fixture.test",
            "ip6-localhost",
            "db",
            "metadata",
            "metadata.google.internal",
            "printer.local",
            "router.home.arpa",
            "127.0.0.1.nip.io",
            "10-0-0-1.sslip.io",
            "facebookwkhpilnemxj7asaniu7vnjjbiltxjqhye3mhbshg7kx5tfyd.onion",
            "site.i2p");

    /// Returns all URLs that are blocked, as written or by the address of their name.
    static List<BlockedUrl> all(int port) {
        return UrlCase.all()
                .filter(url -> !url.expected().equals("allowed"))
                .map(url -> of(url, port))
                .toList();
    }

    private static BlockedUrl of(UrlCase url, int port) {
        var code = url.expected().equals("invalid") ? "invalid_url" : "blocked_address";
        return new BlockedUrl(code, WITHOUT_PORT.matcher(url.text()).replaceFirst("$1:" + port));
    }

    /// Returns the addresses of the names: the listener for all of them.
    static Map<String, String> hostAddresses() {
        return INTERNAL_NAMES.stream().collect(Collectors.toMap(name -> name, _ -> "127.0.0.1"));
    }

    /// Returns whether a CSV cell can hold it. A line break ends a URL in a cell, and a file with NUL is not
    /// text. A URL without a scheme (`//host/`) is allowed in a cell, and read as https.
    boolean fitsCsvCell() {
        return !text.startsWith("//") && text.chars().noneMatch(c -> c == '\n' || c == 0);
    }

    String csvCell() {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    /// Returns whether it is absolute and fits into a header. Without a scheme it would be a path of the
    /// redirecting host.
    boolean isRedirectTarget() {
        return text.matches("[A-Za-z][A-Za-z0-9+.-]*:[^\\n\\r]*");
    }

    /// Returns its UTF-8 bytes, one character each: the testkit writes headers in ISO 8859-1.
    String headerValue() {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    boolean hasInternalName() {
        return Stream.of("//%s:", "//%s/")
                .anyMatch(pattern -> INTERNAL_NAMES.stream().anyMatch(name -> text.contains(pattern.formatted(name))));
    }

    @Override
    public String toString() {
        return text;
    }
}
