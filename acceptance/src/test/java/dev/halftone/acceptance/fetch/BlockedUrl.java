package dev.halftone.acceptance.fetch;

import dev.halftone.testkit.UrlCase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A URL that is to lead nowhere, spelled so that it would lead to a listener of ours if it led anywhere.
///
/// @param code how an image ends that has it
/// @param text what somebody writes
record BlockedUrl(String code, String text) {
    /// A host and no port: only there another port can be written without making another case of it.
    private static final Pattern WITHOUT_PORT =
            Pattern.compile("(?i)(https?://(?:[^/?#\\\\@%:\\s\\[\\]]+|\\[[^]%]*]))(?=[/?#]|$)");

    /// Names whose spelling says that they lead inside, and names that lead there though nobody would think so.
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

    /// All that are refused, if by the address to which their names lead.
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

    /// Where the names lead: to the listener, all of them.
    static Map<String, String> hostAddresses() {
        return INTERNAL_NAMES.stream().collect(Collectors.toMap(name -> name, _ -> "127.0.0.1"));
    }

    /// A line break ends a URL in a cell, and a file with NUL in it is no text.
    boolean fitsCsvCell() {
        return text.chars().noneMatch(c -> c == '\n' || c == 0);
    }

    String csvCell() {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    /// Whether it stands for itself, and fits a header: what has no scheme is a path of the server that
    /// redirects.
    boolean isRedirectTarget() {
        return text.matches("[A-Za-z][A-Za-z0-9+.-]*:[^\\n\\r]*");
    }

    /// Its bytes, as the testkit writes texts.
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
