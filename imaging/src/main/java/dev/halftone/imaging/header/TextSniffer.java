package dev.halftone.imaging.header;

import dev.halftone.imaging.header.DetectedType.NotAnImage;
import dev.halftone.imaging.header.DetectedType.Unsupported;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Detects text: SVG drawings, web pages, other XML, error messages. The root element decides, because a
/// drawing may contain scripts and metadata, and a web page may contain drawings.
final class TextSniffer {
    /// Longer than the comments and declarations that programs write before a drawing.
    static final int PREFIX_SIZE = 1 << 16;

    // Where a page may begin without a root element (WHATWG MIME Sniffing, clause 7.1), and a few more.
    private static final Set<String> HTML_ELEMENTS = Set.of(
            "html",
            "head",
            "body",
            "script",
            "noscript",
            "meta",
            "title",
            "style",
            "link",
            "base",
            "iframe",
            "main",
            "nav",
            "section",
            "div",
            "span",
            "p",
            "br",
            "hr",
            "h1",
            "h2",
            "h3",
            "table",
            "a",
            "b",
            "i",
            "img",
            "font",
            "center",
            "form",
            "ul",
            "pre");

    // Error messages of a server may come before its page.
    private static final List<String> HTML_TAGS =
            List.of("<!doctype html", "<html", "<head>", "<body", "<script", "<meta");

    private TextSniffer() {}

    /// Empty if it is not text.
    static Optional<DetectedType> detect(Bytes bytes) {
        var text = decode(bytes.array(), Math.min(bytes.size(), PREFIX_SIZE));
        return text.chars().anyMatch(TextSniffer::isBinary) ? Optional.empty() : Optional.of(detect(text));
    }

    private static DetectedType detect(String text) {
        var markup = XmlProlog.parse(text);
        if (markup.isHtml() || HTML_ELEMENTS.contains(markup.root())) return new NotAnImage("a web page (HTML)");
        if (markup.localRoot().equals("svg")) return new Unsupported("an SVG drawing");
        if (markup.isXml()) return new NotAnImage("an XML document");
        var lowerCase = text.toLowerCase(Locale.ROOT);
        return new NotAnImage(HTML_TAGS.stream().anyMatch(lowerCase::contains) ? "a web page (HTML)" : "text");
    }

    // By its byte order mark, or by the bytes of its first character (XML 1.0, appendix F).
    private static String decode(byte[] bytes, int size) {
        var start = new Bytes(Arrays.copyOf(bytes, Math.min(size, 4)));
        if (start.matches("\u00fe\u00ff", 0) || start.matches("\u0000<", 0))
            return decode(bytes, size, StandardCharsets.UTF_16BE);
        if (start.matches("\u00ff\u00fe", 0) || start.matches("<\u0000", 0))
            return decode(bytes, size, StandardCharsets.UTF_16LE);
        return decode(bytes, size, StandardCharsets.UTF_8);
    }

    private static String decode(byte[] bytes, int size, Charset charset) {
        var text = new String(bytes, 0, size, charset);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static boolean isBinary(int character) {
        return character < ' ' && "\t\n\f\r\u001b".indexOf(character) < 0;
    }
}
