package dev.halftone.imaging.header;

import dev.halftone.imaging.header.Contents.Foreign;
import dev.halftone.imaging.header.Contents.NoImage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Bodies that are written to be read: web pages, drawings, error messages.
final class Text {
    private static final int LOOKED_AT = 4096;
    private static final List<String> WEB_PAGE =
            List.of("<!doctype html", "<html", "<head", "<body", "<script", "<meta");

    private Text() {}

    static Optional<Contents> contents(Bytes bytes) {
        var start = bytes.text(0, LOOKED_AT);
        if (start.startsWith("\u00ff\u00fe") || start.startsWith("\u00fe\u00ff")) return Optional.of(text());
        if (start.chars().anyMatch(Text::isBinary)) return Optional.empty();
        return Optional.of(contents(start.toLowerCase(Locale.ROOT)));
    }

    // A web page may hold a drawing, so pages are looked for first.
    private static Contents contents(String start) {
        if (WEB_PAGE.stream().anyMatch(start::contains)) return new NoImage("a web page (HTML)");
        return start.contains("<svg") ? new Foreign("an SVG drawing") : text();
    }

    private static NoImage text() {
        return new NoImage("text");
    }

    private static boolean isBinary(int letter) {
        return letter < ' ' && "\t\n\f\r\u001b".indexOf(letter) < 0;
    }
}
