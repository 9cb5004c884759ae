package dev.halftone.imaging;

import static dev.halftone.imaging.TestImages.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.halftone.imaging.Recompressed.Done;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageTypeSpecifier;
import org.junit.jupiter.api.Test;

/// Of a palette, of 8 bits without a palette and of the source, the smallest PNG is published.
class SmallestPngTest {
    private static final Recipe KEEP = new Recipe(50, 0, 0, Recipe.OutputFormat.KEEP);
    private static final int SIDE = 256;

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @Test
    void isNotLargerThanASmoothSourceOf16Bits() {
        var source = png(sixteenBits((x, y) -> x << 8));

        for (var wanted : new Recipe.OutputFormat[] {Recipe.OutputFormat.KEEP, Recipe.OutputFormat.PNG}) {
            var done = done(source, new Recipe(50, 0, 0, wanted));

            assertThat(done.bytes().size()).isLessThanOrEqualTo(source.size());
            requireLook(done, SIDE);
        }
    }

    @Test
    void hasNoPaletteIfASmoothImageIsSmallerWithoutOne() {
        var source = png(sixteenBits((x, y) -> x << 8 | (x * 37 + y * 11 & 0xFF)));

        var done = done(source, KEEP);

        assertThat(PngFiles.bitDepth(done.bytes())).isEqualTo(8);
        assertThat(PngFiles.colorType(done.bytes())).isNotEqualTo(3);
        assertThat(done.bytes().size()).isLessThan(source.size() / 4);
        requireLook(done, SIDE);
    }

    @Test
    void isNotLargerThanTheSourceWhenResized() {
        var source = png(sixteenBits((x, y) -> x << 8));
        var eightBits = png(eightBits());

        for (var smooth : new ImageBytes[] {source, eightBits}) {
            var done = done(smooth, new Recipe(50, SIDE / 2, 0, Recipe.OutputFormat.KEEP));

            assertThat(done.bytes().size()).isLessThan(smooth.size());
            assertThat(PngFiles.bitDepth(done.bytes())).isLessThanOrEqualTo(8);
            requireLook(done, SIDE / 2);
        }
    }

    @Test
    void hasAPaletteIfAPhotoIsSmallerWithOne() {
        var done = done(png(TestImages.sixteenBitCutOut(160, 120)), KEEP);

        assertThat(PngFiles.colorType(done.bytes())).isEqualTo(3);
    }

    @Test
    void dropsMetadataOfASourceOf16Bits() {
        var source = PngFiles.withChunk(png(sixteenBits((x, y) -> x << 8)), "tEXt", JpegFiles.ascii("GPS\0SECRET"));

        assertThat(PngFiles.chunkTypes(done(source, KEEP).bytes())).doesNotContain("tEXt");
    }

    // Red rises from left to right.
    private static void requireLook(Done done, int width) {
        var decoded = TestImages.decode(done);
        assertThat(decoded.getWidth()).isEqualTo(width);
        for (var x = 0; x < width; x += 16) {
            assertThat(decoded.getRGB(x, width / 3) >> 16 & 0xFF).isCloseTo(x * SIDE / width, within(16));
            assertThat(decoded.getRGB(x, width / 3) & 0xFF).isCloseTo(128, within(16));
        }
    }

    private static BufferedImage sixteenBits(IntBinaryOperator red) {
        var space = ColorSpace.getInstance(ColorSpace.CS_sRGB);
        var image = ImageTypeSpecifier.createInterleaved(
                        space, new int[] {0, 1, 2}, DataBuffer.TYPE_USHORT, false, false)
                .createBufferedImage(SIDE, SIDE);
        for (var y = 0; y < SIDE; y++)
            for (var x = 0; x < SIDE; x++)
                image.getRaster().setPixel(x, y, new int[] {red.applyAsInt(x, y), y << 8, 128 << 8});
        return image;
    }

    private static BufferedImage eightBits() {
        var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (var y = 0; y < SIDE; y++) for (var x = 0; x < SIDE; x++) image.setRGB(x, y, x << 16 | y << 8 | 128);
        return image;
    }

    private Done done(ImageBytes source, Recipe recipe) {
        return (Done) recompressor.recompress(source, recipe);
    }
}
