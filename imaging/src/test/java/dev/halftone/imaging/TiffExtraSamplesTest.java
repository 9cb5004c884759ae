package dev.halftone.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Refused;
import dev.halftone.imaging.TiffFiles.Layout;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// TIFFs with samples besides the colors (TIFF 6.0 section 18, ExtraSamples): only those marked as alpha are
/// transparency. Photoshop saves selections as further samples.
@Tag("slow")
class TiffExtraSamplesTest {
    private static final int GRAY = 1;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int CMYK = 5;
    private static final QuadrantImage PALETTE_INDEXES = QuadrantImage.ofSingleSamples(8, 0, 1, 2, 3);

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    static Stream<Arrangement> arrangements() {
        var everyKind = Stream.of("0", "00", "2", "20", "02", "002", "1", "10", "01")
                .flatMap(extra -> arrangements(extra, Layout.ONE_STRIP));
        var everyLayout = Stream.of(Layout.STRIPS, Layout.TILES, Layout.PLANES)
                .flatMap(layout -> Stream.of("0", "02").flatMap(extra -> arrangements(extra, layout)));
        return Stream.concat(everyKind, everyLayout);
    }

    private static Stream<Arrangement> arrangements(String extra, Layout layout) {
        return Stream.of(
                        new Arrangement(GRAY, QuadrantImage.grays(8), extra, layout, "KdlW"),
                        new Arrangement(GRAY, QuadrantImage.grays(16), extra, layout, "KdlW"),
                        new Arrangement(RGB, QuadrantImage.colors(8), extra, layout, "RGBW"),
                        new Arrangement(RGB, QuadrantImage.colors(16), extra, layout, "RGBW"),
                        new Arrangement(RGB, QuadrantImage.colors(32), extra, layout, "RGBW"),
                        new Arrangement(PALETTE, PALETTE_INDEXES, extra, layout, "RGBW"),
                        new Arrangement(CMYK, SampleImages.inks(8), extra, layout, "RGBW"),
                        new Arrangement(CMYK, SampleImages.inks(16), extra, layout, "RGBW"))
                .filter(Arrangement::isReadable);
    }

    @ParameterizedTest
    @MethodSource("arrangements")
    void onlyMarkedSamplesAreTransparency(Arrangement arrangement) {
        for (var wanted : List.of(Recipe.OutputFormat.KEEP, Recipe.OutputFormat.JPEG, Recipe.OutputFormat.WEBP)) {
            for (var width : new int[] {0, QuadrantImage.WIDTH / 2}) {
                var done = done(arrangement.file(), new Recipe(90, width, 0, wanted));

                assertThat(QuadrantImage.QuadrantColors.of(done))
                        .as("%s, width %d", wanted, width)
                        .isEqualTo(arrangement.colorsAs(done.format()));
            }
        }
    }

    /// As in libtiff, Pillow and libvips: of samples without ExtraSamples, the fourth of RGB is alpha.
    @Test
    void fourthSampleOfRgbIsAlphaIfUnmarked() {
        var four = TiffFiles.of(TiffFiles.page(RGB, QuadrantImage.colors(8).withAlpha()));
        var five = TiffFiles.of(
                TiffFiles.page(RGB, QuadrantImage.colors(8).withSelection().withSelection()));
        var gray = TiffFiles.of(TiffFiles.page(GRAY, QuadrantImage.grays(8).withSelection()));

        assertThat(colors(four)).isEqualTo("RGB.");
        assertThat(colors(five)).isEqualTo("RGBW");
        assertThat(colors(gray)).isEqualTo("KdlW");
    }

    @Test
    void unmarkedAlphaThatHidesEverythingIsPadding() {
        var padded = QuadrantImage.of(
                8, new int[] {255, 0, 0, 0}, new int[] {0, 255, 0, 0}, new int[] {0, 0, 255, 0}, new int[] {
                    255, 255, 255, 0
                });

        assertThat(colors(TiffFiles.of(TiffFiles.page(RGB, padded)))).isEqualTo("RGBW");
        assertThat(colors(TiffFiles.of(TiffFiles.page(RGB, padded).extra(2)))).isEqualTo("....");
    }

    @Test
    void associatedAlphaIsUndone() {
        var half = new int[] {128, 0, 0, 99, 128};
        var source = TiffFiles.of(
                TiffFiles.page(RGB, QuadrantImage.of(8, half, half, half, half)).extra(0, 1));

        var done = done(source, new Recipe(90, 0, 0, Recipe.OutputFormat.PNG));

        assertThat(TestImages.decode(done).getRGB(20, 10)).isEqualTo(0x80FF0000);
    }

    private String colors(ImageBytes source) {
        return QuadrantImage.QuadrantColors.of(done(source, new Recipe(90, 0, 0, Recipe.OutputFormat.KEEP)));
    }

    private Done done(ImageBytes source, Recipe recipe) {
        return switch (recompressor.recompress(source, recipe)) {
            case Done done -> done;
            case Refused refused -> throw new AssertionError(refused.toString());
        };
    }

    /// @param extra the kind of each sample after the colors: 0 for a selection, 1 for associated
    /// (premultiplied) alpha, 2 for unassociated alpha
    record Arrangement(int photometric, QuadrantImage colors, String extra, Layout layout, String look) {

        /// libvips cannot un-premultiply some, and mixes up the rows of some in planes.
        boolean isReadable() {
            var isOfPalette = photometric == PALETTE;
            var isDeepCmyk = photometric == CMYK && colors.bits() == 16;
            var isSingle = photometric == GRAY || isOfPalette;
            return !(extra.contains("1") && (isOfPalette || isDeepCmyk))
                    && !(extra.contains("2") && isSingle && layout == Layout.PLANES);
        }

        ImageBytes file() {
            var kinds = extra.chars().map(Character::getNumericValue).toArray();
            var samples = colors;
            for (var kind : kinds) samples = kind == 0 ? samples.withSelection() : samples.withAlpha();
            var page = TiffFiles.page(photometric, samples, layout).extra(kinds);
            if (photometric == PALETTE) page.palette(palette());
            return TiffFiles.of(colors.bits() == 32 ? page.floats() : page);
        }

        private static int[] palette() {
            var colors = new int[3 * 256];
            for (var color : List.of(0, 256 + 1, 512 + 2, 3, 256 + 3, 512 + 3)) colors[color] = 0xFFFF;
            return colors;
        }

        /// Transparent parts are white in a JPEG.
        String colorsAs(ImageFormat published) {
            var isTransparent = extra.contains("1") || extra.contains("2");
            return isTransparent && published != ImageFormat.JPEG ? look.substring(0, 3) + "." : look;
        }

        @Override
        public String toString() {
            return "photometric %d, %d bits, extra %s, %s".formatted(photometric, colors.bits(), extra, layout);
        }
    }
}
