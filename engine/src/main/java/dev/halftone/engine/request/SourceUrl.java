package dev.halftone.engine.request;

import java.util.Optional;
import okhttp3.HttpUrl;

/// The URL of an image as submitted, without surrounding whitespace. It may be malformed: see [#problem()].
///
/// The check and the fetch use the same parser, OkHttp's [HttpUrl]. What that parser would silently repair and others
/// read differently (`http:host/`, `http:///host/`, a backslash, a tab, a percent-encoded host) is malformed here.
public record SourceUrl(String text) {
    public SourceUrl {
        text = text.strip();
    }

    /// The URL to fetch where a catalogue leaves out the scheme, as web pages do: `//cdn.shop.test/a.jpg` and
    /// `www.shop.test/a.jpg` are read as https. Any other URL is returned as it is.
    public SourceUrl withScheme() {
        if (text.startsWith("//")) return new SourceUrl("https:" + text);
        return text.regionMatches(true, 0, "www.", 0, 4) ? new SourceUrl("https://" + text) : this;
    }

    /// Why this is not an http or https URL that can be fetched, in one sentence; empty when it is one.
    public Optional<String> problem() {
        var authority = authorityStart();
        if (authority > 0 && PlainUrl.isPlain(text, authority)) return Optional.empty();
        if (text.isEmpty()) return Optional.of("the URL is empty");
        if (hasControlCharacter()) return Optional.of("the URL has a control character in it");
        if (authority < 0) return Optional.of("the URL does not begin with http:// or https://");
        return problemOf(authority());
    }

    private Optional<String> problemOf(String authority) {
        if (authority.isEmpty()) return Optional.of("the URL has no host");
        if (authority.indexOf('\\') >= 0) return Optional.of("the URL has a backslash in its host");
        if (authority.indexOf('%', authority.lastIndexOf('@') + 1) >= 0)
            return Optional.of("the URL has a percent sign in its host");
        // The parser accepts any path and query, so only the part before them is parsed.
        var isParsed = HttpUrl.parse("http://" + authority + "/") != null;
        return isParsed ? Optional.empty() : Optional.of("the URL has a malformed host or port");
    }

    /// Whether the URL has the scheme http or https, valid or not. A redirect may instead name only a path.
    public boolean isAbsolute() {
        return text.regionMatches(true, 0, "http:", 0, 5) || text.regionMatches(true, 0, "https:", 0, 6);
    }

    /// Parses the URL.
    ///
    /// @throws IllegalArgumentException when there is a [#problem()]
    public HttpUrl toHttpUrl() {
        problem().ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return HttpUrl.get(text);
    }

    /// Everything between `//` and the path (RFC 3986 §3.2).
    public String authority() {
        var start = authorityStart();
        var end = start;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) end++;
        return text.substring(start, end);
    }

    /// The authority without user name and password.
    public String hostAndPort() {
        var authority = authority();
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    public boolean hasUserInfo() {
        return authority().indexOf('@') >= 0;
    }

    private int authorityStart() {
        if (text.regionMatches(true, 0, "http://", 0, 7)) return 7;
        return text.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
    }

    private boolean hasControlCharacter() {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) return true;
        }
        return false;
    }

    @Override
    public String toString() {
        return text;
    }
}
