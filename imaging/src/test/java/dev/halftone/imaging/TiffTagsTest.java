package dev.halftone.imaging;

import static dev.halftone.imaging.TiffFiles.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import dev.halftone.imaging.TiffFiles.Layout;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/// TIFFs with tags left out, of other types, or with values that make no sense. Such files are common, and
/// readers compute or ignore what they do not need.
class TiffTagsTest {
    private static final int GRAY = 1;
    private static final int RGB = 2;
    private static final int LAB = 8;
    private static final QuadrantImage COLORS = QuadrantImage.colors(8);

    static final List<Arguments> READABLE = List.of(
            rgb("no compression", page(RGB, COLORS).without(TiffFiles.COMPRESSION)),
            rgb("no rows per strip", page(RGB, COLORS).without(TiffFiles.ROWS_PER_STRIP)),
            rgb("no rows in a strip", page(RGB, COLORS).tag(TiffFiles.ROWS_PER_STRIP, 0)),
            rgb("no meaning of samples", page(RGB, COLORS).without(TiffFiles.PHOTOMETRIC)),
            rgb("no number of samples", page(RGB, COLORS).without(TiffFiles.SAMPLES)),
            rgb("neither", page(RGB, COLORS).without(TiffFiles.PHOTOMETRIC).without(TiffFiles.SAMPLES)),
            rgb("no size of the strip", page(RGB, COLORS).without(TiffFiles.STRIP_SIZE)),
            rgb("no sizes of strips", page(RGB, COLORS, Layout.STRIPS).without(TiffFiles.STRIP_SIZE)),
            rgb("no sizes of tiles", page(RGB, COLORS, Layout.TILES).without(TiffFiles.TILE_SIZE)),
            rgb("no sizes of planes", page(RGB, COLORS, Layout.PLANES).without(TiffFiles.STRIP_SIZE)),
            rgb("empty strips", page(RGB, COLORS, Layout.STRIPS).withoutSizes()),
            rgb("empty tiles", page(RGB, COLORS, Layout.TILES).withoutSizes()),
            rgb("a size too few", page(RGB, COLORS, Layout.STRIPS).tag(TiffFiles.STRIP_SIZE, 720, 720)),
            rgb(
                    "no sizes of compressed strips",
                    page(RGB, COLORS, Layout.STRIPS).deflated().without(TiffFiles.STRIP_SIZE)),
            rgb(
                    "empty compressed tiles",
                    page(RGB, COLORS, Layout.TILES).deflated().withoutSizes()),
            rgb("orientation 0", page(RGB, COLORS).lying(0)),
            rgb("orientation 9", page(RGB, COLORS).lying(9)),
            rgb("an unknown unit of resolution", page(RGB, COLORS).shorts(296, 9)),
            rgb("tags in descending order", page(RGB, COLORS).reversed()),
            rgb("longs", page(RGB, COLORS).tag(TiffFiles.BITS, 8, 8, 8).tag(TiffFiles.PHOTOMETRIC, RGB)),
            rgb(
                    "bytes",
                    page(RGB, COLORS)
                            .octet(TiffFiles.WIDTH, QuadrantImage.WIDTH)
                            .octet(TiffFiles.COMPRESSION, 1)
                            .octet(TiffFiles.PHOTOMETRIC, RGB)
                            .octet(TiffFiles.SAMPLES, 3)),
            Arguments.of("a broken chain of pages", TiffFiles.withBrokenChain(page(RGB, COLORS)), "RGBW"),
            Arguments.of("BigTIFF", TiffFiles.big(page(RGB, COLORS, Layout.STRIPS)), "RGBW"),
            Arguments.of(
                    "BigTIFF without sizes",
                    TiffFiles.big(page(RGB, COLORS, Layout.STRIPS).without(TiffFiles.STRIP_SIZE)),
                    "RGBW"),
            Arguments.of(
                    "a first page that is a reduced image",
                    TiffFiles.of(page(RGB, COLORS).tag(254, 1), page(GRAY, QuadrantImage.grays(8))),
                    "RGBW"),
            Arguments.of(
                    "a bilevel image with no depth",
                    TiffFiles.of(page(GRAY, QuadrantImage.grays(1))
                            .without(TiffFiles.BITS)
                            .without(TiffFiles.SAMPLES)
                            .without(TiffFiles.PHOTOMETRIC)),
                    "KWWK"));

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    private static Arguments rgb(String name, TiffFiles.Page page) {
        return Arguments.of(name, TiffFiles.of(page), "RGBW");
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("READABLE")
    void isReadAsByOtherReaders(String name, ImageBytes source, String colors) {
        for (var width : new int[] {0, QuadrantImage.WIDTH / 2})
            assertThat(colors(source, width)).as(name).isEqualTo(colors);
    }

    @ParameterizedTest
    @EnumSource(
            value = Layout.class,
            names = {"STRIPS", "TILES"})
    void dataWithoutSizesMustBeComplete(Layout layout) {
        for (var page :
                List.of(page(RGB, COLORS, layout), page(RGB, COLORS, layout).deflated())) {
            var whole = TiffFiles.of(page.without(TiffFiles.STRIP_SIZE).without(TiffFiles.TILE_SIZE));
            var cut = new ImageBytes(Arrays.copyOf(whole.array(), whole.size() - 20));

            assertThat(refused(cut).reason()).isEqualTo(Reason.CORRUPT_IMAGE);
        }
    }

    static final List<Arguments> UNSUPPORTED = List.of(
            unsupported("a TIFF with LZMA compression", page(RGB, COLORS).shorts(TiffFiles.COMPRESSION, 34925)),
            unsupported("a TIFF with JBIG compression", page(RGB, COLORS).shorts(TiffFiles.COMPRESSION, 34661)),
            unsupported(
                    "a TIFF with old-style JPEG compression", page(RGB, COLORS).shorts(TiffFiles.COMPRESSION, 6)),
            unsupported(
                    "a TIFF with unknown (4711) compression", page(RGB, COLORS).shorts(TiffFiles.COMPRESSION, 4711)),
            unsupported("a TIFF with planes in tiles", page(RGB, COLORS, Layout.PLANES_IN_TILES)),
            unsupported(
                    "a TIFF with 32-bit samples",
                    page(RGB, QuadrantImage.of(32, new int[3], new int[3], new int[3], new int[3]))),
            unsupported(
                    "a TIFF with 32-bit floating-point samples",
                    page(GRAY, QuadrantImage.ofSingleSamples(32, 0, 1, 2, 3)).floats()),
            unsupported("a TIFF with 4-bit samples", page(RGB, QuadrantImage.colors(4))),
            unsupported("a TIFF with signed samples", page(RGB, COLORS).shorts(339, 2, 2, 2)),
            unsupported(
                    "a TIFF with complex samples",
                    page(GRAY, QuadrantImage.grays(8)).shorts(339, 6)),
            unsupported(
                    "a TIFF with samples of different depths", page(RGB, COLORS).shorts(TiffFiles.BITS, 5, 6, 5)),
            unsupported("a TIFF of a transparency mask", page(4, QuadrantImage.grays(1))),
            unsupported("a TIFF of inks that are not CMYK", page(5, COLORS)),
            unsupported(
                    "a TIFF of inks that are not CMYK",
                    page(5, SampleImages.inks(8)).shorts(332, 2)),
            unsupported("a TIFF in YCbCr without subsampling", page(6, COLORS).shorts(530, 1, 1)),
            unsupported(
                    "a TIFF in L*a*b* with alpha", page(LAB, COLORS.withAlpha()).extra(2)),
            unsupported("a TIFF in colors of an uncommon kind (9)", page(9, COLORS)),
            unsupported("a camera's raw file", page(32803, QuadrantImage.grays(16))),
            unsupported("a camera's raw file", page(RGB, COLORS).tag(254, 1).tag(330, 8)));

    private static Arguments unsupported(String kind, TiffFiles.Page page) {
        return Arguments.of(kind, TiffFiles.of(page));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("UNSUPPORTED")
    void namesUnsupportedKinds(String kind, ImageBytes source) {
        for (var width : new int[] {0, QuadrantImage.WIDTH / 2})
            assertThat(recompressor.recompress(source, new Recipe(90, width, 0, Recipe.OutputFormat.KEEP)))
                    .isEqualTo(new Refused(
                            Reason.UNSUPPORTED_FORMAT, "the body is " + kind + ", which cannot be read here"));
    }

    /// CIE L*a*b* of sRGB's primaries and white, with the white point D50. In 8 and 16 bits, a* and b* are
    /// signed.
    @Test
    void labBecomesRgb() {
        var eight = QuadrantImage.of(
                8, new int[] {138, 81, 70}, new int[] {224, 177, 81}, new int[] {75, 68, 144}, new int[] {255, 0, 0});
        var sixteen = QuadrantImage.of(
                16,
                new int[] {138 * 257, 81 * 256, 70 * 256},
                new int[] {224 * 257, 177 * 256, 81 * 256},
                new int[] {75 * 257, 68 * 256, 144 * 256},
                new int[] {65535, 0, 0});

        for (var samples : List.of(eight, sixteen, eight.withSelection())) {
            var source = TiffFiles.of(page(LAB, samples).extra(new int[samples.bitsOfSamples().length - 3]));

            var done = done(source, new Recipe(100, 0, 0, Recipe.OutputFormat.PNG));

            var picture = TestImages.decode(done);
            assertThat(distance(picture.getRGB(0, 0), 0xFF0000)).isLessThan(12);
            assertThat(distance(picture.getRGB(47, 0), 0x00FF00)).isLessThan(12);
            assertThat(distance(picture.getRGB(47, 31), 0x0000FF)).isLessThan(12);
            assertThat(distance(picture.getRGB(0, 31), 0xFFFFFF)).isLessThan(2);
            assertThat(colors(source, QuadrantImage.WIDTH / 2)).isEqualTo("RGBW");
        }
    }

    // The largest difference of a channel.
    private static int distance(int one, int other) {
        var a = new Color(one);
        var b = new Color(other);
        return Math.max(
                Math.abs(a.getRed() - b.getRed()),
                Math.max(Math.abs(a.getGreen() - b.getGreen()), Math.abs(a.getBlue() - b.getBlue())));
    }

    private String colors(ImageBytes source, int width) {
        return QuadrantImage.QuadrantColors.of(done(source, new Recipe(90, width, 0, Recipe.OutputFormat.KEEP)));
    }

    private Done done(ImageBytes source, Recipe recipe) {
        return switch (recompressor.recompress(source, recipe)) {
            case Done done -> done;
            case Refused refused -> throw new AssertionError(refused.toString());
        };
    }

    private Refused refused(ImageBytes source) {
        return (Refused) recompressor.recompress(source, Recipe.defaults());
    }
}
