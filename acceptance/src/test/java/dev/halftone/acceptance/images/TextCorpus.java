package dev.halftone.acceptance.images;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.Recompressed.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// Drawings, web pages and other text, none of which is published.
final class TextCorpus {
    private static final String NAMESPACE = " xmlns='http://www.w3.org/2000/svg'";
    private static final String SVG = "<svg" + NAMESPACE + " width='9' height='9'><rect width='9' height='9'/></svg>";
    private static final String BOM = "\uFEFF";

    private TextCorpus() {}

    static Stream<CorpusFile> files() {
        return Stream.concat(
                drawings().entrySet().stream()
                        .map(drawing -> CorpusFile.refused(
                                "SVG, " + drawing.getKey(), drawing.getValue(), Reason.UNSUPPORTED_FORMAT, "SVG")),
                Stream.concat(
                        pages().entrySet().stream()
                                .map(page -> CorpusFile.refused(
                                        "HTML, " + page.getKey(),
                                        utf8(page.getValue()),
                                        Reason.NOT_AN_IMAGE,
                                        "web page")),
                        texts().entrySet().stream()
                                .map(text -> CorpusFile.refused(
                                        "Text, " + text.getKey(), utf8(text.getValue()), Reason.NOT_AN_IMAGE, ""))));
    }

    private static Map<String, ImageBytes> drawings() {
        var drawings = new LinkedHashMap<String, ImageBytes>();
        drawings.put("plain", utf8(SVG));
        drawings.put("XML declaration", utf8("<?xml version='1.0' encoding='UTF-8'?>\n" + SVG));
        drawings.put("byte order mark", utf8(BOM + SVG));
        drawings.put("comment", utf8("<!-- <html> is not what this is --> " + SVG));
        drawings.put("processing instruction", utf8("<?xml version='1.0'?><?xml-stylesheet href='a.css'?>" + SVG));
        drawings.put("document type", utf8("<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'svg11.dtd'>" + SVG));
        drawings.put("entities", utf8("<!DOCTYPE svg [ <!ENTITY a 'b'> <!ENTITY ns 'http://a/'> ]>\n" + SVG));
        for (var tag : new String[] {"metadata", "script", "style", "title", "desc", "header", "head", "body"})
            drawings.put(tag, utf8("<svg" + NAMESPACE + "><" + tag + ">text</" + tag + "></svg>"));
        drawings.put(
                "web page within",
                utf8("<svg" + NAMESPACE
                        + "><foreignObject><html xmlns='http://www.w3.org/1999/xhtml'/></foreignObject></svg>"));
        drawings.put("prefix", utf8("<svg:svg xmlns:svg='http://www.w3.org/2000/svg'><svg:rect/></svg:svg>"));
        drawings.put("leading space", utf8("\n\n  " + SVG));
        drawings.put("UTF-16, little-endian", text(BOM + SVG, UTF_16LE));
        drawings.put("UTF-16, big-endian", text(BOM + SVG, UTF_16BE));
        drawings.put("compressed", compressed(SVG));
        return drawings;
    }

    private static Map<String, String> pages() {
        var pages = new LinkedHashMap<String, String>();
        pages.put("plain", "<!DOCTYPE html><html><body>text</body></html>");
        pages.put("upper case", "<HTML><BODY>text</BODY></HTML>");
        pages.put("only a body", "<body>text</body>");
        pages.put("drawing within", "<!doctype html><body>" + SVG + "</body>");
        pages.put("drawing first", "<html>" + SVG + "</html>");
        pages.put("byte order mark", BOM + "<!DOCTYPE html><p>text");
        pages.put("comment", "<!-- a page --><!DOCTYPE html><html></html>");
        pages.put("XHTML", "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>");
        pages.put("script", "<script>location='/login'</script>");
        return pages;
    }

    private static Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        texts.put("plain", "Not found");
        texts.put("JSON", "{\"error\": \"not found\"}");
        texts.put("XML", "<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>");
        texts.put("feed", "<?xml version='1.0'?><rss version='2.0'><channel/></rss>");
        texts.put("empty", "");
        return texts;
    }

    private static ImageBytes utf8(String text) {
        return text(text, UTF_8);
    }

    private static ImageBytes text(String text, Charset charset) {
        return new ImageBytes(text.getBytes(charset));
    }

    private static ImageBytes compressed(String text) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ImageBytes(out.toByteArray());
    }
}
