package dev.halftone.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.Recompressed.Done;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An image that must become much smaller is not decoded at full size if its decoder can avoid it: JPEG by leaving
/// out high frequencies, WebP by shrinking line by line. This shows in fine lines, which look slightly different.
class ShrinkOnLoadTest {
    private static final int SIDE = 64;
    private static final BufferedImage STROKES = strokes(16 * SIDE);

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @ParameterizedTest
    @EnumSource(
            value = ImageFormat.class,
            names = {"JPEG", "WEBP"})
    void decodesOnlyWhatTheSmallImageNeeds(ImageFormat format) {
        var source = format == ImageFormat.JPEG ? TestImages.jpeg(STROKES, 10) : TestImages.webp(STROKES, 10);

        var done = (Done) recompressor.recompress(source, new Recipe(100, SIDE, SIDE, Recipe.OutputFormat.PNG));

        var small = TestImages.decode(done);
        assertThat(difference(small, TestImages.shrinkOnLoad(source, SIDE))).isLessThan(1);
        assertThat(difference(small, TestImages.shrinkAfterDecode(source, format, SIDE)))
                .isGreaterThan(2);
    }

    private static BufferedImage strokes(int side) {
        var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (var y = 0; y < side; y++) {
            for (var x = 0; x < side; x++) image.setRGB(x, y, x % 8 == 3 || y % 16 == 5 ? 0xFFFFFF : 0);
        }
        return image;
    }

    // The mean difference of the green levels.
    private static double difference(BufferedImage one, BufferedImage other) {
        var sum = 0.0;
        for (var y = 0; y < SIDE; y++) {
            for (var x = 0; x < SIDE; x++)
                sum += Math.abs((one.getRGB(x, y) >> 8 & 0xFF) - (other.getRGB(x, y) >> 8 & 0xFF));
        }
        return sum / (SIDE * SIDE);
    }
}
