package dev.halftone.imaging.header;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectedTypeTest {

    @ParameterizedTest
    @CsvSource({
        "'\u0000\u0000\u0000\u0018ftypavif\u0000\u0000\u0000\u0000mif1miaf', AVIF",
        "'\u0000\u0000\u0000\u0018ftypmif1\u0000\u0000\u0000\u0000mif1avif', AVIF",
        "'\u0000\u0000\u0000\u0018ftypmif1\u0000\u0000\u0000\u0000mif1heic', HEIC",
        "'\u0000\u0000\u0000\u0018ftypheix\u0000\u0000\u0000\u0000mif1miaf', HEIC",
        "'II*\u0000\u0008\u0000\u0000\u0000', TIFF",
        "'MM\u0000*\u0000\u0000\u0000\u0008', TIFF",
        "'RIFF\u0000\u0000\u0000\u0000WEBPVP8 ', WEBP"
    })
    void detectsImagesByTheirBytes(String bytes, ImageFormat format) {
        assertThat(contents(bytes)).isEqualTo(new DetectedType.Image(format));
    }

    @ParameterizedTest
    @CsvSource({
        "'\u0000\u0000\u0000\u0018ftypcrx \u0000\u0000\u0000\u0000isom', a camera's raw file (CR3)",
        "'II*\u0000\u0010\u0000\u0000\u0000CR\u0002\u0000', a camera's raw file (CR2)",
        "'\u00ff\n12', a JPEG XL image",
        "'\u0000\u0000\u0000\u000cjP  \r\n\u0087\n', a JPEG 2000 image",
        "'  \n<svg>', an SVG drawing"
    })
    void namesUnsupportedTypes(String bytes, String what) {
        assertThat(contents(bytes)).isEqualTo(new DetectedType.Unsupported(what));
    }

    @ParameterizedTest
    @CsvSource({
        "'\u0000\u0000\u0000\u0018ftypisom\u0000\u0000\u0000\u0000mp42', audio or video (MP4)",
        "'\n\n  <!-- hi --><HTML>', a web page (HTML)",
        "'BM, and so on', text",
        "'\u00ff\u00fe<\u0000', text"
    })
    void namesNonImages(String bytes, String what) {
        assertThat(contents(bytes)).isEqualTo(new DetectedType.NotAnImage(what));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg xmlns='http://www.w3.org/2000/svg'><metadata>by hand</metadata></svg>",
                "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
                "<svg><!-- <header> --></svg>",
                "<svg><foreignObject><body xmlns='http://www.w3.org/1999/xhtml'/></foreignObject></svg>",
                "<?xml version='1.0'?>\n<!-- <html> -->\n<svg/>",
                "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/svg11.dtd'><svg/>",
                "<!DOCTYPE svg [ <!ENTITY html '<html>'> <!-- ]> --> ]><svg/>",
                "<?xml-stylesheet href='a.css'?><svg:svg xmlns:svg='http://www.w3.org/2000/svg'/>",
                "<SVG width='9'></SVG>",
                "  \r\n\t<svg\nwidth='9'/>"
            })
    void detectsDrawingsByTheirRootElement(String text) {
        for (var encoded : encodings(text)) {
            assertThat(DetectedType.detect(new ImageBytes(encoded)))
                    .isEqualTo(new DetectedType.Unsupported("an SVG drawing"));
            assertThat(DetectedType.detect(new ImageBytes(gzip(encoded))))
                    .isEqualTo(new DetectedType.Unsupported("an SVG drawing"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><svg xmlns='http://www.w3.org/2000/svg'/>",
                "<!doctype HTML><title>Oops</title><svg/>",
                "<html><body><svg/></body></html>",
                "<!-- <svg> --><div><svg/></div>",
                "<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN'><html/>",
                "<script>document.write('<svg>')</script>",
                "Warning: no such image <br/> <html>"
            })
    void detectsWebPagesWithDrawings(String text) {
        for (var encoded : encodings(text))
            assertThat(DetectedType.detect(new ImageBytes(encoded)))
                    .isEqualTo(new DetectedType.NotAnImage("a web page (HTML)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version='1.0' encoding='UTF-8'?>\n<Error><Code>NoSuchKey</Code></Error>",
                "<rss version='2.0'><channel><image><svg/></image></channel></rss>"
            })
    void detectsOtherXml(String text) {
        for (var encoded : encodings(text))
            assertThat(DetectedType.detect(new ImageBytes(encoded)))
                    .isEqualTo(new DetectedType.NotAnImage("an XML document"));
    }

    @Test
    void namesCompressedDataThatIsNoDrawing() {
        assertThat(DetectedType.detect(new ImageBytes(gzip("hello".getBytes(StandardCharsets.UTF_8)))))
                .isEqualTo(new DetectedType.NotAnImage("compressed data (gzip)"));
        assertThat(contents("\u001f\u008b\u0008")).isEqualTo(new DetectedType.NotAnImage("compressed data (gzip)"));
    }

    @Test
    void endsAtUnclosedMarkup() {
        for (var text : List.of("<", "<!--", "<?xml", "<!DOCTYPE", "<!DOCTYPE svg [ '", "<!DOCTYPE svg [<!--", "<:"))
            assertThat(contents(text)).isInstanceOf(DetectedType.NotAnImage.class);
    }

    // With a byte order mark, and without one where the first character shows the encoding.
    private static List<byte[]> encodings(String text) {
        return Stream.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
                .flatMap(charset -> Stream.of("\ufeff" + text, text)
                        .filter(bare ->
                                charset.equals(StandardCharsets.UTF_8) || "\ufeff<".indexOf(bare.charAt(0)) >= 0)
                        .map(encoded -> encoded.getBytes(charset)))
                .toList();
    }

    private static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Test
    void doesNotTakeBmForBmpWithoutHeader() {
        assertThat(contents("BM\u0000\u0001\u0002\u0003 and so on, but no bitmap"))
                .isEqualTo(new DetectedType.NotAnImage("of no known format"));
    }

    private static DetectedType contents(String bytes) {
        return DetectedType.detect(new ImageBytes(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
