package dev.halftone.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.Recompressed.Done;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Animated PNGs whose own image is none of the frames: what browsers show first is their first frame.
class AnimatedPngTest {
    private static final int WIDTH = 48;
    private static final int HEIGHT = 32;
    private static final ImageBytes HIDDEN = png(BufferedImage.TYPE_INT_RGB, Color.RED, WIDTH, HEIGHT);
    private static final ImageBytes FRAME = png(BufferedImage.TYPE_INT_RGB, Color.GREEN, WIDTH, HEIGHT);

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @Test
    void showsTheFirstFrameInEveryFormat() {
        var animated = PngFiles.animated(HIDDEN, FRAME, 0, 0);

        for (var wanted : List.of(Recipe.OutputFormat.JPEG, Recipe.OutputFormat.WEBP, Recipe.OutputFormat.AVIF))
            assertThat(look(animated, 0, wanted)).as("%s", wanted).isEqualTo("GGGG");
        for (var wanted : Recipe.OutputFormat.values())
            assertThat(look(animated, WIDTH / 2, wanted)).as("%s", wanted).isEqualTo("GGGG");
    }

    @Test
    void putsASmallerFrameOnATransparentCanvas() {
        for (var type :
                List.of(BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_BYTE_GRAY)) {
            var color = type == BufferedImage.TYPE_BYTE_GRAY ? Color.BLACK : Color.GREEN;
            var letter = type == BufferedImage.TYPE_BYTE_GRAY ? "K" : "G";
            var animated = PngFiles.animated(
                    png(type, color, WIDTH, HEIGHT), png(type, color, WIDTH / 2, HEIGHT / 2), WIDTH / 2, HEIGHT / 2);

            assertThat(look(animated, 0, Recipe.OutputFormat.WEBP)).isEqualTo(".." + letter + ".");
            assertThat(look(animated, 0, Recipe.OutputFormat.AVIF)).isEqualTo(".." + letter + ".");
            assertThat(look(animated, 0, Recipe.OutputFormat.JPEG)).isEqualTo("WW" + letter + "W");
            assertThat(look(animated, WIDTH / 2, Recipe.OutputFormat.KEEP)).isEqualTo(".." + letter + ".");
        }
    }

    @Test
    void rotatesTheCanvas() {
        var animated = PngFiles.withChunk(
                PngFiles.animated(HIDDEN, png(BufferedImage.TYPE_INT_RGB, Color.GREEN, WIDTH / 2, HEIGHT / 2), 0, 0),
                "eXIf",
                ExifFiles.of("", ExifFiles.entry(3, 1, 6 << 16)).tiff());

        assertThat(look(animated, 0, Recipe.OutputFormat.KEEP)).isEqualTo(".G..");
        assertThat(look(animated, HEIGHT / 2, Recipe.OutputFormat.WEBP)).isEqualTo(".G..");
    }

    @Test
    void publishesTheAnimationAsItCame() {
        var animated = PngFiles.animated(HIDDEN, FRAME, 0, 0);

        assertThat(PngFiles.chunkTypes(
                        done(animated, 0, Recipe.OutputFormat.KEEP).bytes()))
                .containsExactly("IHDR", "acTL", "IDAT", "fcTL", "fdAT", "fdAT", "fcTL", "fdAT", "IEND");
    }

    static Stream<ImageBytes> broken() {
        return Stream.of(
                PngFiles.animated(HIDDEN),
                PngFiles.animated(HIDDEN, PngFiles.chunk("fcTL", PngFiles.control(0, FRAME, 0, 0))),
                PngFiles.animated(HIDDEN, FRAME, 1, 0),
                PngFiles.animated(HIDDEN, FRAME, 0, 1 << 31),
                PngFiles.withWrongChecksum(PngFiles.animated(HIDDEN, FRAME, 0, 0), "fcTL"),
                PngFiles.animated(
                        HIDDEN,
                        PngFiles.chunk("fcTL", PngFiles.control(0, FRAME, 0, 0)),
                        PngFiles.chunk("fdAT", PngFiles.data(2, FRAME))),
                PngFiles.withChunk(PngFiles.animated(HIDDEN), "fcTL", PngFiles.control(0, HIDDEN, 1, 0)));
    }

    /// Browsers show nothing then, so the source itself is never published.
    @ParameterizedTest
    @MethodSource("broken")
    void showsTheImageItselfIfTheFirstFrameIsBroken(ImageBytes broken) {
        for (var wanted : Recipe.OutputFormat.values())
            assertThat(look(broken, 0, wanted)).as("%s", wanted).isEqualTo("RRRR");
        assertThat(PngFiles.chunkTypes(done(broken, 0, Recipe.OutputFormat.KEEP).bytes()))
                .doesNotContain("acTL", "fcTL", "fdAT");
    }

    private String look(ImageBytes source, int box, Recipe.OutputFormat wanted) {
        return QuadrantImage.QuadrantColors.of(done(source, box, wanted));
    }

    private Done done(ImageBytes source, int box, Recipe.OutputFormat wanted) {
        return (Done) recompressor.recompress(source, new Recipe(90, box, box, wanted));
    }

    private static ImageBytes png(int type, Color color, int width, int height) {
        var image = new BufferedImage(width, height, type);
        var graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return TestImages.png(image);
    }
}
