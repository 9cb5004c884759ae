package dev.halftone.imaging;

import static dev.halftone.imaging.JpegFiles.ascii;
import static dev.halftone.imaging.TestImages.corners;
import static dev.halftone.imaging.TestImages.jpeg;
import static dev.halftone.imaging.TestImages.png;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.header.DetectedType;
import dev.halftone.imaging.vips.Libheif;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/// Images with an EXIF orientation: it is applied to the pixels.
class OrientationTest {
    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    /// The corners of the stored image are R, G, B, W clockwise from top left; the expected ones are those of
    /// the upright image (EXIF 2.32, table 6).
    @ParameterizedTest
    @CsvSource({"1,RGBW", "2,GRWB", "3,BWRG", "4,WBGR", "5,RWBG", "6,WRGB", "7,BGRW", "8,GBWR"})
    void rotatesAllEightOrientationsUpright(int orientation, String expected) {
        requireUpright(64, 32, orientation, expected);
    }

    /// Such an image cannot be rotated by moving its blocks.
    @ParameterizedTest
    @CsvSource({"1,RGBW", "2,GRWB", "3,BWRG", "4,WBGR", "5,RWBG", "6,WRGB", "7,BGRW", "8,GBWR"})
    void rotatesImagesWithPartialBlocks(int orientation, String expected) {
        requireUpright(70, 37, orientation, expected);
    }

    private void requireUpright(int width, int height, int orientation, String expected) {
        var source = JpegFiles.withOrientation(jpeg(corners(width, height), 95), orientation);

        var done = done(source, Recipe.defaults());

        assertThat(QuadrantImage.QuadrantColors.of(done)).isEqualTo(expected);
        assertThat(done.width()).isEqualTo(orientation < 5 ? width : height);
        assertThat(done.height()).isEqualTo(orientation < 5 ? height : width);
    }

    @ParameterizedTest
    @CsvSource({"1,RGBW", "2,GRWB", "3,BWRG", "4,WBGR", "5,RWBG", "6,WRGB", "7,BGRW", "8,GBWR"})
    void rotatesWhenResizing(int orientation, String expected) {
        var source = JpegFiles.withOrientation(jpeg(corners(640, 320), 95), orientation);

        var done = done(source, new Recipe(50, 0, 160, Recipe.OutputFormat.KEEP));

        assertThat(QuadrantImage.QuadrantColors.of(done)).isEqualTo(expected);
        assertThat(done.width()).isEqualTo(orientation < 5 ? 320 : 80);
        assertThat(done.height()).isEqualTo(160);
    }

    @ParameterizedTest
    @CsvSource({"1,RGBW", "2,GRWB", "3,BWRG", "4,WBGR", "5,RWBG", "6,WRGB", "7,BGRW", "8,GBWR"})
    void rotatesInEveryFormatWithOrientation(int orientation, String expected) {
        for (var source : lying(orientation)) {
            for (var wanted : Recipe.OutputFormat.values()) {
                var done = done(source, new Recipe(85, 0, 0, wanted));

                assertThat(QuadrantImage.QuadrantColors.of(done))
                        .as("%s as %s", DetectedType.detect(source), wanted)
                        .isEqualTo(expected);
                assertThat(done.width()).isEqualTo(orientation < 5 ? 64 : 32);
                assertThat(done.height()).isEqualTo(orientation < 5 ? 32 : 64);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,RGBW", "2,GRWB", "3,BWRG", "4,WBGR", "5,RWBG", "6,WRGB", "7,BGRW", "8,GBWR"})
    void rotatesWhenResizingInEveryFormatWithOrientation(int orientation, String expected) {
        for (var source : lying(orientation)) {
            var done = done(source, new Recipe(85, 0, 16, Recipe.OutputFormat.KEEP));

            assertThat(QuadrantImage.QuadrantColors.of(done))
                    .as("%s", DetectedType.detect(source))
                    .isEqualTo(expected);
            assertThat(done.width()).isEqualTo(orientation < 5 ? 32 : 8);
            assertThat(done.height()).isEqualTo(16);
        }
    }

    private static List<ImageBytes> lying(int orientation) {
        var corners = corners(64, 32);
        var exif = JpegFiles.exif(orientation);
        var tiff = Arrays.copyOfRange(exif, 6, exif.length);
        var heic = Stream.of(FuzzSeed.HEIC.bytes()).filter(_ -> Libheif.find().isPresent());
        return Stream.concat(
                        Stream.of(
                                PngFiles.withChunk(png(corners), "eXIf", tiff),
                                TiffFiles.of(TiffFiles.page(corners).lying(orientation)),
                                HeifFiles.withOrientation(TestImages.avif(corners, 90), orientation)),
                        heic.map(bytes -> HeifFiles.withOrientation(bytes, orientation)))
                .toList();
    }

    @Test
    void publishesRotatedImageEvenIfLarger() {
        var source = JpegFiles.withOrientation(jpeg(corners(64, 32), 1), 6);

        var done = done(source, new Recipe(100, 0, 0, Recipe.OutputFormat.KEEP));

        assertThat(done.width()).isEqualTo(32);
    }

    @Test
    void treatsInvalidOrientationAsUpright() {
        var done = done(JpegFiles.withOrientation(jpeg(corners(64, 32), 95), 9), Recipe.defaults());

        assertThat(QuadrantImage.QuadrantColors.of(done)).isEqualTo("RGBW");
    }

    /// One number of the type SHORT in the first directory counts, as in Chromium 156.
    @ParameterizedTest
    @FieldSource("dev.halftone.imaging.ExifFiles#ALL")
    void obeysOrientationAsBrowsersDo(ExifFiles exif) {
        var corners = corners(64, 32);
        var jpeg = JpegFiles.withSegment(jpeg(corners, 95), 0xE1, JpegFiles.concat(ascii("Exif\0\0"), exif.tiff()));
        var padded = JpegFiles.withSegment(jpeg(corners, 95), 0xE1, JpegFiles.concat(ascii("Exif\0\1"), exif.tiff()));
        var png = PngFiles.withChunk(png(corners), "eXIf", exif.tiff());
        for (var source : List.of(jpeg, padded, png)) requireLook(source, exif.look());
    }

    private void requireLook(ImageBytes source, String look) {
        for (var wanted : Recipe.OutputFormat.values()) {
            for (var box : List.of(0, 32)) {
                var done = done(source, new Recipe(90, box, box, wanted));

                assertThat(QuadrantImage.QuadrantColors.of(done))
                        .as("%s as %s within %d", DetectedType.detect(source), wanted, box)
                        .isEqualTo(look);
                assertThat(done.width() > done.height()).isEqualTo(look.equals("RGBW"));
            }
        }
    }

    @Test
    void obeysOnlyTheFirstExifOfAJpeg() {
        var turned = JpegFiles.withOrientation(jpeg(corners(64, 32), 95), 6);
        var upright = JpegFiles.withOrientation(turned, 1);
        var longFirst = JpegFiles.withSegment(
                turned,
                0xE1,
                JpegFiles.concat(
                        ascii("Exif\0\0"),
                        ExifFiles.of("", ExifFiles.entry(4, 1, 8)).tiff()));

        requireLook(upright, "RGBW");
        requireLook(longFirst, "RGBW");
        requireLook(JpegFiles.withOrientation(upright, 6), "WRGB");
    }

    @Test
    void ignoresExifThatBrowsersIgnore() {
        var corners = corners(64, 32);
        var exif = ExifFiles.of("", ExifFiles.entry(3, 1, 6 << 16)).tiff();
        var prefixed = JpegFiles.concat(ascii("Exif\0\0"), exif);

        requireLook(WebpFiles.withExif(TestImages.webp(corners, 90), exif), "RGBW");
        requireLook(WebpFiles.withExif(TestImages.webp(corners, 90), prefixed), "RGBW");
        requireLook(PngFiles.withChunk(png(corners), "eXIf", prefixed), "RGBW");
        requireLook(PngFiles.withLastChunk(png(corners), "eXIf", exif), "RGBW");
    }

    private Done done(ImageBytes source, Recipe recipe) {
        return (Done) recompressor.recompress(source, recipe);
    }
}
