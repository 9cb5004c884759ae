package dev.halftone.imaging.header;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void doesNotTakeBmForBmpWithoutHeader() {
        assertThat(contents("BM\u0000\u0001\u0002\u0003 and so on, but no bitmap"))
                .isEqualTo(new DetectedType.NotAnImage("of no known format"));
    }

    private static DetectedType contents(String bytes) {
        return DetectedType.detect(new ImageBytes(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
