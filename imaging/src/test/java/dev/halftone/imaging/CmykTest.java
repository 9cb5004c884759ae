package dev.halftone.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.halftone.imaging.Recompressed.Done;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// CMYK without a usable profile looks as in Chromium 156, where each ink and black take their part of the light.
class CmykTest {
    private static final int SIDE = 32;

    // Cyan, magenta, yellow, black.
    private static final List<int[]> INKS = List.of(
            new int[] {255, 0, 0, 0},
            new int[] {0, 255, 0, 0},
            new int[] {0, 0, 255, 0},
            new int[] {0, 0, 0, 0},
            new int[] {0, 0, 0, 255},
            new int[] {128, 64, 32, 16},
            new int[] {32, 64, 128, 128},
            new int[] {10, 200, 90, 200});

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @Test
    void multipliesInksOfJpegWithoutProfile() {
        requireMultiplied(jpegOfInks());
    }

    @Test
    void rotatesCmykUpright() {
        var lying = JpegFiles.withOrientation(jpegOfInks(), 6);
        for (var box : List.of(0, 128)) {
            var shown = TestImages.decodeToSrgb(done(lying, new Recipe(95, 0, box, Recipe.OutputFormat.PNG)));

            var side = shown.getHeight() / INKS.size();
            assertThat(shown.getWidth()).isEqualTo(side);
            for (var i = 0; i < INKS.size(); i++) requireColor(shown, side / 2, i * side + side / 2, INKS.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void multipliesInksOfTiffWithoutProfile(int bits) {
        var page = TiffFiles.page(
                5, QuadrantImage.of(bits, quadrant(0, bits), quadrant(5, bits), quadrant(6, bits), quadrant(7, bits)));
        for (var recipe : recipes(QuadrantImage.WIDTH / 2)) {
            var shown = TestImages.decodeToSrgb(done(TiffFiles.of(page), recipe));

            var right = shown.getWidth() - 4;
            var bottom = shown.getHeight() - 4;
            requireColor(shown, 4, 4, INKS.get(0));
            requireColor(shown, right, 4, INKS.get(5));
            requireColor(shown, right, bottom, INKS.get(6));
            requireColor(shown, 4, bottom, INKS.get(7));
        }
    }

    private static int[] quadrant(int ink, int bits) {
        var samples = INKS.get(ink).clone();
        for (var i = 0; i < samples.length; i++) samples[i] = bits == 8 ? samples[i] : samples[i] * 257;
        return samples;
    }

    @Test
    void multipliesInksIfTheProfileIsNotForThem() {
        var cmyk = CmykTestProfile.ofRedCyan();
        for (var profile : List.of(
                ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData(),
                ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData(),
                UnusualProfileTest.with(cmyk, 0, cmyk.length + 4),
                UnusualProfileTest.with(cmyk, 68, 0),
                UnusualProfileTest.with(cmyk, 8, 0x05000000),
                UnusualProfileTest.with(cmyk, 132, 0x78787878),
                JpegFiles.ascii("no profile at all"))) requireMultiplied(JpegFiles.withProfile(jpegOfInks(), profile));
    }

    @Test
    void obeysUnusualProfile() {
        var cmyk = CmykTestProfile.ofRedCyan();
        for (var profile : List.of(
                UnusualProfileTest.with(cmyk, 64, 0x01000000),
                UnusualProfileTest.with(cmyk, 64, -1),
                UnusualProfileTest.with(cmyk, 12, 0x78787878),
                Arrays.copyOf(cmyk, cmyk.length + 7))) {
            for (var recipe : recipes(INKS.size() * SIDE / 2)) {
                var shown = TestImages.decodeToSrgb(done(JpegFiles.withProfile(jpegOfInks(), profile), recipe));

                var red = shown.getRaster().getPixel(shown.getWidth() / INKS.size() / 2, 4, new int[4]);
                assertThat(red[0]).as("%s", recipe).isGreaterThan(200);
                assertThat(red[1]).as("%s", recipe).isLessThan(60);
            }
        }
    }

    private void requireMultiplied(ImageBytes source) {
        for (var recipe : recipes(INKS.size() * SIDE / 2)) {
            var shown = TestImages.decodeToSrgb(done(source, recipe));

            var side = shown.getWidth() / INKS.size();
            for (var i = 0; i < INKS.size(); i++) requireColor(shown, i * side + side / 2, side / 2, INKS.get(i));
        }
    }

    private static void requireColor(BufferedImage shown, int x, int y, int[] inks) {
        var color = new Color(shown.getRGB(x, y));
        var light = 255 - inks[3];
        assertThat(color.getRed()).isCloseTo((255 - inks[0]) * light / 255, within(5));
        assertThat(color.getGreen()).isCloseTo((255 - inks[1]) * light / 255, within(5));
        assertThat(color.getBlue()).isCloseTo((255 - inks[2]) * light / 255, within(5));
    }

    private static ImageBytes jpegOfInks() {
        var image = new BufferedImage(INKS.size() * SIDE, SIDE, BufferedImage.TYPE_INT_ARGB);
        for (var x = 0; x < image.getWidth(); x++) {
            var inks = INKS.get(x / SIDE);
            for (var y = 0; y < SIDE; y++) image.setRGB(x, y, inks[3] << 24 | inks[0] << 16 | inks[1] << 8 | inks[2]);
        }
        return TestImages.jpegOfFour(image);
    }

    private static List<Recipe> recipes(int width) {
        var recipes = new ArrayList<Recipe>();
        for (var wanted : Recipe.OutputFormat.values()) {
            recipes.add(new Recipe(95, 0, 0, wanted));
            recipes.add(new Recipe(95, width, 0, wanted));
        }
        return recipes;
    }

    private Done done(ImageBytes source, Recipe recipe) {
        return switch (recompressor.recompress(source, recipe)) {
            case Done done -> done;
            case Recompressed.Refused refused -> throw new AssertionError(recipe + ": " + refused);
        };
    }
}
