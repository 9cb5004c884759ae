package dev.halftone.imaging;

import static dev.halftone.imaging.JpegFiles.ascii;
import static dev.halftone.imaging.Recompressed.Reason.CORRUPT_IMAGE;
import static dev.halftone.imaging.Recompressed.Reason.NOT_AN_IMAGE;
import static dev.halftone.imaging.Recompressed.Reason.TOO_MANY_PIXELS;
import static dev.halftone.imaging.Recompressed.Reason.UNSUPPORTED_FORMAT;
import static dev.halftone.imaging.TestImages.avif;
import static dev.halftone.imaging.TestImages.encode;
import static dev.halftone.imaging.TestImages.jpeg;
import static dev.halftone.imaging.TestImages.photo;
import static dev.halftone.imaging.TestImages.png;
import static dev.halftone.imaging.TestImages.progressiveJpeg;
import static dev.halftone.imaging.TestImages.webp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Untrusted images: too large, damaged, or no image at all.
@Tag("slow")
class InvalidImagesTest {
    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @Test
    void refusesPngDeclaringTenGigapixels() {
        var refused = refused(PngFiles.claiming(100_000, 100_000));

        assertThat(refused)
                .isEqualTo(new Refused(TOO_MANY_PIXELS, "the image has 10,000 megapixels, more than the 100 allowed"));
    }

    @Test
    void refusesPngWithOverflowingSize() {
        assertThat(refused(PngFiles.claiming(-1, -1)).reason()).isEqualTo(TOO_MANY_PIXELS);
    }

    @Test
    void refusesJpegDeclaringFourGigapixels() {
        var refused = refused(JpegFiles.claiming(jpeg(photo(160, 120), 90), 64_250, 64_250));

        assertThat(refused)
                .isEqualTo(new Refused(TOO_MANY_PIXELS, "the image has 4,128 megapixels, more than the 100 allowed"));
    }

    @Test
    void refusesAvifDeclaringTenGigapixels() {
        var bytes = avif(photo(64, 64), 50).array().clone();
        var extents = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("ispe") + 8;
        ByteBuffer.wrap(bytes).putInt(extents, 100_000).putInt(extents + 4, 100_000);

        assertThat(refused(new ImageBytes(bytes)).reason()).isEqualTo(TOO_MANY_PIXELS);
    }

    @Test
    void refusesBmpDeclaringTenGigapixels() {
        var bytes = encode(photo(16, 16), "bmp").array().clone();
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(18, 100_000)
                .putInt(22, -100_000);

        assertThat(refused(new ImageBytes(bytes)).reason()).isEqualTo(TOO_MANY_PIXELS);
    }

    @Test
    void countsPixelsOfAllFrames() {
        var small = Recompressor.open(new ImageLimits(1_000_000, Duration.ofSeconds(20)), Optional.empty());

        var refused =
                (Refused) small.recompress(GifFiles.ofSide(11).frames(10_000).done(), Recipe.defaults());

        assertThat(refused)
                .isEqualTo(new Refused(TOO_MANY_PIXELS, "the image has 1.3 megapixels, more than the 1 allowed"));
    }

    @Test
    void refusesJpegWithThousandsOfScans() {
        var refused = refused(JpegFiles.withScans(progressiveJpeg(photo(64, 64)), 2_600));

        assertThat(refused.reason()).isEqualTo(TOO_MANY_PIXELS);
        assertThat(refused.message()).matches("the JPEG has 2,6\\d\\d scans, more than the 500 allowed");
    }

    @Test
    void acceptsOrdinaryProgressiveJpeg() {
        var done = recompressor.recompress(progressiveJpeg(photo(64, 64)), Recipe.defaults());

        assertThat(done).isInstanceOf(Recompressed.Done.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void refusesTruncatedImagesOfEveryFormat(int box) {
        var photo = photo(320, 240);
        var recipe = new Recipe(50, box, box, Recipe.OutputFormat.KEEP);
        for (var source : List.of(
                jpeg(photo, 90),
                progressiveJpeg(photo),
                png(photo),
                webp(photo, 90),
                avif(photo, 90),
                encode(photo, "gif"),
                encode(photo, "tiff"),
                encode(photo, "bmp"))) {
            var half = new ImageBytes(Arrays.copyOf(source.array(), source.size() / 2));

            var recompressed = recompressor.recompress(half, recipe);

            assertThat(recompressed)
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(CORRUPT_IMAGE));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE html><html><body>Please log in</body></html> | NOT_AN_IMAGE | a web page (HTML)",
                "<html><svg width='1'/></html>                          | NOT_AN_IMAGE | a web page (HTML)",
                "{\"error\": \"not found\"}                               | NOT_AN_IMAGE | text",
                "RIFF....WAVEfmt                                        | NOT_AN_IMAGE | audio or video (RIFF)",
                "<svg xmlns='http://www.w3.org/2000/svg' width='1000000' height='1000000'/> | UNSUPPORTED_FORMAT | SVG",
                "<?xml version='1.0'?><!-- drawn --><svg/>              | UNSUPPORTED_FORMAT | an SVG drawing",
                "%PDF-1.7 and so on                                     | UNSUPPORTED_FORMAT | a PDF document",
                "8BPS and so on                                         | UNSUPPORTED_FORMAT | a Photoshop document",
            })
    void namesTypeOfUnsupportedBody(String body, Reason reason, String what) {
        var refused = refused(new ImageBytes(ascii(body)));

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.message()).contains(what);
    }

    @Test
    void refusesIconEmptyBodyAndNoise() {
        var icon = refused(new ImageBytes(new byte[] {0, 0, 1, 0, 1, 0, 16, 16}));
        var empty = refused(new ImageBytes(new byte[0]));
        var noise = refused(new ImageBytes(new byte[] {3, 1, 4, 1, 5, 9, 2, 6}));

        assertThat(icon.reason()).isEqualTo(UNSUPPORTED_FORMAT);
        assertThat(empty).isEqualTo(new Refused(NOT_AN_IMAGE, "the body is empty, not an image"));
        assertThat(noise.reason()).isEqualTo(NOT_AN_IMAGE);
    }

    @Test
    void reportsArithmeticJpegAsUnsupported() {
        var bytes = jpeg(photo(64, 64), 90).array().clone();
        for (var segment : JpegFiles.segments(new ImageBytes(bytes))) {
            if (segment.isFrame()) bytes[segment.start() + 1] = (byte) 0xC3;
        }

        assertThat(refused(new ImageBytes(bytes)).reason()).isEqualTo(UNSUPPORTED_FORMAT);
    }

    @Test
    void decodesLargeImagesInMemory() {
        var source = TestImages.largeAndBlack("webpsave_buffer", "Q=50,effort=0");

        var done = recompressor.recompress(source, new Recipe(50, 0, 0, Recipe.OutputFormat.JPEG));

        assertThat(done).isInstanceOf(Recompressed.Done.class);
    }

    private Refused refused(ImageBytes source) {
        return (Refused) recompressor.recompress(source, Recipe.defaults());
    }
}
