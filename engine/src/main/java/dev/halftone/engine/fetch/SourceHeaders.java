package dev.halftone.engine.fetch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;

/// Headers that an operator has for certain hosts, such as `Authorization`. Their values are secrets: they are
/// sent to their host, and appear nowhere else.
///
/// They are looked up for every request, including redirects. Another host never gets them; their own host gets
/// them again if a redirect leads back to it.
public record SourceHeaders(List<Entry> entries) {
    /// No headers for any host.
    public static final SourceHeaders NONE = new SourceHeaders(List.of());

    private static final Pattern LINE = Pattern.compile("(\\S+)[ \\t]+([^\\s:]+):(.*)");
    private static final Pattern PORT = Pattern.compile("(.+):([0-9]{1,5})");

    public SourceHeaders {
        entries = List.copyOf(entries);
    }

    /// Parses lines of the form `HOST Name: value`. Blank lines and lines that begin with `#` mean nothing.
    ///
    /// @throws IllegalArgumentException when a line is wrong; the message names its number, and quotes nothing
    /// of it
    public static SourceHeaders parse(List<String> lines) {
        var entries = new ArrayList<Entry>();
        var seen = new HashSet<String>();
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) continue;
            try {
                var entry = parse(line);
                require(seen.add(entry.key()), "its header is given twice for the same host");
                entries.add(entry);
            } catch (IllegalArgumentException e) {
                // Not kept as the cause: a stack trace must not quote the line either.
                throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage());
            }
        }
        return new SourceHeaders(entries);
    }

    private static Entry parse(String line) {
        var parts = LINE.matcher(line);
        require(parts.matches(), "it is not of the form HOST Name: value");
        var port = PORT.matcher(parts.group(1));
        return port.matches()
                ? new Entry(port.group(1), OptionalInt.of(Integer.parseInt(port.group(2))), header(parts))
                : new Entry(parts.group(1), OptionalInt.empty(), header(parts));
    }

    private static Header header(Matcher parts) {
        return new Header(parts.group(2), parts.group(3).strip());
    }

    private static void require(boolean condition, String problem) {
        if (!condition) throw new IllegalArgumentException(problem);
    }

    /// Adds the headers of the URL's host, in place of our own of the same name. Those for its port come last,
    /// so they win.
    void addTo(Request.Builder request, HttpUrl url) {
        entries.stream().filter(entry -> entry.port().isEmpty()).forEach(entry -> entry.addTo(request, url));
        entries.stream().filter(entry -> entry.port().isPresent()).forEach(entry -> entry.addTo(request, url));
    }

    /// Hides the values.
    @Override
    public String toString() {
        return entries.size() + " headers";
    }

    /// A header for one host.
    ///
    /// @param host exactly this name or address, in the form of [HttpUrl#host()]; its subdomains are other
    /// hosts
    /// @param port the only port that gets the header; empty for every port
    public record Entry(String host, OptionalInt port, Header header) {
        public Entry {
            host = canonical(host);
            require(port.isEmpty() || (port.getAsInt() > 0 && port.getAsInt() <= 65_535), "there is no such port");
        }

        private static String canonical(String host) {
            require(!host.contains("*"), "it has a * in its host: give each host a line of its own");
            require(!host.matches("(?i)https?:.*"), "its host is a URL: write the host alone");
            return Optional.of(host)
                    .filter(text -> !text.matches(".*[/?#@%\\\\].*|[^\\[].*:.*"))
                    .map(text -> HttpUrl.parse("http://" + text + "/"))
                    .map(HttpUrl::host)
                    .orElseThrow(() -> new IllegalArgumentException("it does not begin with a host"));
        }

        private String key() {
            return host + " " + port + " " + header.name().toLowerCase(Locale.ROOT);
        }

        private void addTo(Request.Builder request, HttpUrl url) {
            if (host.equals(url.host()) && (port.isEmpty() || port.getAsInt() == url.port()))
                request.header(header.name(), header.value());
        }

        /// Hides the value.
        @Override
        public String toString() {
            return header + " for " + host;
        }
    }

    /// Name and value of a header that may be sent along.
    public record Header(String name, String value) {
        /// RFC 9110 §5.6.2.
        private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

        private static final int MAX_VALUE = 8192;

        /// Those that frame a message or belong to its connection (RFC 9110 §7.6.1), and those with which the
        /// fetcher asks for what it can read: all of an image, in gzip at most.
        private static final Set<String> RESERVED = Set.of(
                "host",
                "connection",
                "proxy-connection",
                "keep-alive",
                "te",
                "trailer",
                "transfer-encoding",
                "upgrade",
                "http2-settings",
                "expect",
                "range",
                "accept-encoding");

        private static final Pattern RESERVED_GROUPS = Pattern.compile("content-.*|if-.*");

        public Header {
            require(TOKEN.matcher(name).matches(), "its header has no valid name");
            var lower = name.toLowerCase(Locale.ROOT);
            require(
                    !RESERVED.contains(lower) && !RESERVED_GROUPS.matcher(lower).matches(),
                    "its header belongs to the connection or to the fetch itself, such as Host, Range or If-None-Match");
            require(!value.isEmpty(), "its header has no value");
            require(value.length() <= MAX_VALUE, "its value is longer than " + MAX_VALUE + " characters");
            require(
                    value.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == '\t'),
                    "its value has a character other than printable ASCII");
        }

        /// Hides the value.
        @Override
        public String toString() {
            return name;
        }
    }
}
