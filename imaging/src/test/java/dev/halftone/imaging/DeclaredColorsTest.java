package dev.halftone.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.color.ColorEncoding;
import dev.halftone.imaging.vips.Libheif;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Colors declared without an ICC profile: the published image looks like the source. The expected colors on an sRGB
/// display were measured in Chromium 156, for three grays and a brown.
class DeclaredColorsTest {
    private static final List<Color> PATCHES =
            List.of(new Color(64, 64, 64), new Color(128, 128, 128), new Color(192, 192, 192), new Color(200, 120, 80));
    private static final Color LIGHT = new Color(235, 235, 235);
    private static final int SIDE = 32;

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @ParameterizedTest(name = "primaries {0}, transfer {1}")
    @CsvSource({
        "1, 13, 64, 128, 192, 200, 120, 80",
        "12, 13, 64, 128, 192, 213, 115, 70",
        "9, 13, 64, 128, 192, 236, 105, 70",
        "1, 1, 54, 121, 189, 197, 113, 70",
        "9, 14, 54, 121, 189, 234, 95, 58",
        "1, 4, 62, 129, 193, 201, 121, 79",
        "1, 8, 137, 188, 225, 229, 183, 152",
        "2, 2, 64, 128, 192, 200, 120, 80",
        "12, 2, 64, 128, 192, 200, 120, 80",
        "100, 13, 64, 128, 192, 200, 120, 80"
    })
    void looksTheSameForPngWithCodePoints(
            int primaries, int transfer, int dark, int middle, int light, int red, int green, int blue) {
        var source = PngFiles.withCodePoints(TestImages.png(patches()), primaries, transfer);

        requireLook(source, dark, middle, light, red, green, blue);
    }

    @ParameterizedTest(name = "primaries {0}, transfer {1}")
    @CsvSource({
        "1, 13, 200, 120, 80",
        "12, 13, 212, 115, 70",
        "12, 2, 212, 115, 70",
        "2, 13, 200, 120, 80",
        "1, 1, 200, 120, 80",
        "9, 14, 235, 105, 70"
    })
    void looksTheSameForAvifWithCodePoints(int primaries, int transfer, int red, int green, int blue) {
        for (var bits : List.of(8, 10)) {
            var avif = TestImages.avif(patches(), "Q=95,subsample-mode=off,bitdepth=" + bits);

            requireLook(HeifFiles.withColors(avif, primaries, transfer), 64, 128, 192, red, green, blue);
        }
    }

    /// Black is 16 and white 235, in 8 bits as in 10.
    @Test
    void stretchesLimitedRangeOfAvifWithoutColor() {
        var gray = patches(List.of(new Color(16, 16, 16), new Color(71, 71, 71), new Color(126, 126, 126), LIGHT));
        for (var bits : List.of(8, 10)) {
            var avif = TestImages.withLibvips(
                    gray,
                    vipsImage -> vipsImage
                            .apply("colourspace", "space=b-w")
                            .save("heifsave_buffer", "compression=av1,Q=95,bitdepth=" + bits));

            requireLook(HeifFiles.withLimitedRange(avif), 0, 64, 128, 255, 255, 255);
            requireLook(HeifFiles.withColors(avif, 1, 13), 16, 71, 126, 235, 235, 235);
        }
    }

    @Test
    void writesProfileForHeicWithCodePoints() {
        assumeTrue(Libheif.find().isPresent(), "no libheif with an HEVC decoder is installed");

        var done = done(HeifFiles.withColors(FuzzSeed.HEIC.bytes(), 12, 13), Recipe.defaults());

        assertThat(new String(done.bytes().array(), StandardCharsets.ISO_8859_1))
                .contains("ICC_PROFILE");
    }

    @ParameterizedTest(name = "gAMA {0}, cHRM {1}")
    @CsvSource({
        "45455, '', 64, 128, 192, 200, 120, 80",
        "55556, '', 81, 146, 203, 210, 139, 99",
        "100000, '', 137, 188, 225, 229, 183, 152",
        "45455, P3, 62, 129, 193, 214, 116, 69",
        "100000, sRGB, 137, 188, 225, 229, 183, 152",
        "0, P3, 64, 128, 192, 200, 120, 80",
        "1, '', 64, 128, 192, 200, 120, 80",
        "45455, none, 64, 128, 192, 200, 120, 80"
    })
    void looksTheSameForPngWithGammaAndPrimaries(
            int gamma, String primaries, int dark, int middle, int light, int red, int green, int blue) {
        var stripped = PngFiles.withGamma(TestImages.png(patches()), gamma);
        var source = primaries.isEmpty() ? stripped : PngFiles.withPrimaries(stripped, chromaticities(primaries));

        requireLook(source, dark, middle, light, red, green, blue);
    }

    @Test
    void ignoresPrimariesWithoutGamma() {
        var source = PngFiles.withPrimaries(TestImages.png(patches()), chromaticities("P3"));

        requireLook(source, 64, 128, 192, 200, 120, 80);
    }

    @Test
    void obeysPrecedenceOfPngColorChunks() {
        var gamma = PngFiles.withGamma(TestImages.png(patches()), 100_000);
        var srgb = PngFiles.withChunk(gamma, "sRGB", new byte[1]);
        var profile = PngFiles.withProfile(
                gamma, ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        var linear = PngFiles.withProfile(
                gamma, ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData());

        requireLook(srgb, 64, 128, 192, 200, 120, 80);
        requireLook(profile, 64, 128, 192, 200, 120, 80);
        requireLook(PngFiles.withCodePoints(linear, 1, 13), 64, 128, 192, 200, 120, 80);
        requireLook(PngFiles.withCodePoints(srgb, 1, 8), 137, 188, 225, 229, 183, 152);
    }

    @Test
    void prefersProfileToCodePointsOfAvif() {
        var linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        var profiled =
                TestImages.convert(PngFiles.withProfile(TestImages.png(patches()), linear), Recipe.OutputFormat.AVIF);

        requireLook(HeifFiles.withMoreColors(profiled, 9, 16), 137, 188, 225, 229, 183, 152);
    }

    @Test
    void looksTheSameInGray() {
        var gray = new BufferedImage(4 * SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (var patch = 0; patch < 4; patch++)
            fill(gray, patch, PATCHES.get(patch).getRed());
        var source = PngFiles.withGamma(TestImages.png(gray), 100_000);

        requireLook(source, 137, 188, 225, 229, 229, 229);
    }

    /// Bright colors become paler than a browser shows them, because each channel is tone-mapped separately.
    @ParameterizedTest(name = "primaries {0}, transfer {1}")
    @CsvSource({"1, 16, 30, 132, 255", "9, 16, 30, 132, 255", "1, 18, 43, 99, 189", "9, 18, 43, 99, 189"})
    void toneMapsHdrLikeBrowsers(int primaries, int transfer, int dark, int middle, int light) {
        var png = PngFiles.withCodePoints(TestImages.png(patches()), primaries, transfer);
        var avif = TestImages.avif(patches(), "bitdepth=10,Q=95,subsample-mode=off");
        for (var source : List.of(png, HeifFiles.withColors(avif, primaries, transfer))) {
            for (var wanted : Recipe.OutputFormat.values()) {
                var done = done(source, new Recipe(95, 0, 0, wanted));

                var shown = TestImages.decodeToSrgb(done);
                assertThat(ColorEncoding.parse(done.bytes(), done.format())).isEmpty();
                requireColor(shown, 0, dark, dark, dark);
                requireColor(shown, 1, middle, middle, middle);
                requireColor(shown, 2, light, light, light);
            }
        }
    }

    @Test
    void addsNoProfileToSrgb() {
        var source =
                PngFiles.withPrimaries(PngFiles.withGamma(TestImages.png(patches()), 45_455), chromaticities("sRGB"));

        var done = done(source, new Recipe(50, 20, 20, Recipe.OutputFormat.KEEP));

        assertThat(PngFiles.chunkTypes(done.bytes())).doesNotContain("iCCP");
    }

    // In every format, at full size and resized.
    private void requireLook(ImageBytes source, int dark, int middle, int light, int red, int green, int blue) {
        for (var wanted : Recipe.OutputFormat.values()) {
            for (var width : List.of(0, 2 * SIDE)) {
                var done = done(source, new Recipe(95, width, 0, wanted));

                if (ColorEncoding.parse(done.bytes(), done.format()).isPresent()) requireSame(source, done);
                else requireLook(TestImages.decodeToSrgb(done), dark, middle, light, red, green, blue);
            }
        }
    }

    // A source that is published unchanged still declares its colors itself.
    private static void requireSame(ImageBytes source, Done done) {
        assertThat(ColorEncoding.parse(done.bytes(), done.format()))
                .isEqualTo(ColorEncoding.parse(source, done.format()));
    }

    private static void requireLook(
            BufferedImage shown, int dark, int middle, int light, int red, int green, int blue) {
        requireColor(shown, 0, dark, dark, dark);
        requireColor(shown, 1, middle, middle, middle);
        requireColor(shown, 2, light, light, light);
        requireColor(shown, 3, red, green, blue);
    }

    private static void requireColor(BufferedImage shown, int patch, int red, int green, int blue) {
        var side = shown.getWidth() / 4;
        var pixel = shown.getRaster().getPixel(patch * side + side / 2, side / 2, new int[4]);
        var isGray = shown.getRaster().getNumBands() < 3;
        var seen = isGray ? new int[] {pixel[0], pixel[0], pixel[0]} : new int[] {pixel[0], pixel[1], pixel[2]};
        assertThat(seen[0]).isCloseTo(red, within(6));
        assertThat(seen[1]).isCloseTo(green, within(6));
        assertThat(seen[2]).isCloseTo(blue, within(6));
    }

    private static BufferedImage patches() {
        return patches(PATCHES);
    }

    private static BufferedImage patches(List<Color> colors) {
        var image = new BufferedImage(4 * SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        for (var patch = 0; patch < 4; patch++) {
            graphics.setColor(colors.get(patch));
            graphics.fillRect(patch * SIDE, 0, SIDE, SIDE);
        }
        graphics.dispose();
        return image;
    }

    // The JDK treats gray values as linear light, so they are set one by one.
    private static void fill(BufferedImage gray, int patch, int level) {
        for (var y = 0; y < SIDE; y++) {
            for (var x = patch * SIDE; x < (patch + 1) * SIDE; x++)
                gray.getRaster().setSample(x, y, 0, level);
        }
    }

    // White, red, green and blue.
    private static int[] chromaticities(String name) {
        return switch (name) {
            case "P3" -> new int[] {31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000};
            case "sRGB" -> new int[] {31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000};
            default -> new int[8];
        };
    }

    private Done done(ImageBytes source, Recipe recipe) {
        return (Done) recompressor.recompress(source, recipe);
    }
}
