package dev.halftone.acceptance.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.TestImages;
import dev.halftone.imaging.jpeg.ImageIoJpegEncoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The comparison sees what a wrong conversion does to a picture, and overlooks what compression does.
class PictureDifferenceTest {
    private static final Picture SCENE = Picture.of(Scene.color());
    private static final Picture CUT_OUT = Picture.of(Scene.cutOut());

    /// What a wrong conversion does to each pixel.
    @SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
    enum Manipulation {
        SWAPPED_CHANNELS(argb -> (argb & 0xFF00FF00) | (argb & 0xFF) << 16 | (argb >> 16 & 0xFF)),
        INVERTED(argb -> argb ^ 0xFFFFFF),
        GRAY(argb -> (argb & 0xFF000000) | Scene.luma(argb) * 0x010101),
        BRIGHTER(argb -> mapped(argb, sample -> sample * 11 / 10 + 4)),
        DARKER(argb -> mapped(argb, sample -> sample * 9 / 10 - 4)),
        ANOTHER_GAMMA(argb -> mapped(argb, sample -> (int) (255 * Math.pow(sample / 255.0, 1 / 1.22)))),
        LIMITED_RANGE(argb -> mapped(argb, sample -> 16 + sample * 219 / 255)),
        OPAQUE_BLACK(argb -> 0xFF000000 | (argb >>> 24 == 0 ? 0 : argb)),
        LOST_ALPHA(argb -> 0xFF000000 | argb),
        PREMULTIPLIED(argb -> mapped(argb, sample -> sample * (argb >>> 24) / 255)),
        TRANSPARENT(_ -> 0),
        HALF_TRANSPARENT(argb -> (argb & 0xFFFFFF) | (argb >>> 25) << 24),
        BLACK(_ -> 0xFF000000),
        WHITE(_ -> -1);

        private final IntUnaryOperator pixel;

        Manipulation(IntUnaryOperator pixel) {
            this.pixel = pixel;
        }

        private static int mapped(int argb, IntUnaryOperator sample) {
            var changed = argb & 0xFF000000;
            for (var shift = 0; shift <= 16; shift += 8)
                changed |= Math.clamp(sample.applyAsInt(argb >> shift & 0xFF), 0, 255) << shift;
            return changed;
        }

        boolean isOfAlpha() {
            return switch (this) {
                case OPAQUE_BLACK, LOST_ALPHA, PREMULTIPLIED -> true;
                default -> false;
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void seesEachManipulation(Manipulation manipulation) {
        if (!manipulation.isOfAlpha()) assertSeen(SCENE, SCENE.mapped(manipulation.pixel));

        assertSeen(CUT_OUT, CUT_OUT.mapped(manipulation.pixel));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
    void seesWrongOrientation(int orientation) {
        assertSeen(SCENE, SCENE.turned(orientation));
    }

    @ParameterizedTest
    @ValueSource(ints = {-8, 4, 8, 16})
    void seesShift(int pixels) {
        assertSeen(SCENE, SCENE.shifted(pixels, 0));
        assertSeen(SCENE, SCENE.shifted(0, pixels));
    }

    /// As a decoder leaves what it has no data for.
    @ParameterizedTest
    @ValueSource(ints = {0xFF808080, 0xFF000000, 0})
    void seesMissingPart(int color) {
        assertSeen(SCENE, SCENE.withoutRows(Scene.HEIGHT - 8, color));
        assertSeen(SCENE, SCENE.withoutRows(Scene.HEIGHT / 2, color));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 92})
    void overlooksCompression(int quality) throws IOException {
        for (var image : new BufferedImage[] {Scene.color(), Scene.color(33, 17), Scene.color(1, 1)}) {
            var jpeg = ImageIoJpegEncoder.of(image).quality(quality).coded();

            assertThat(PictureDifference.between(Picture.of(image), decoded(jpeg)))
                    .matches(PictureDifference::isSmall);
        }
    }

    @Test
    void overlooksPalette() throws IOException {
        var gif = decoded(TestImages.encode(Scene.color(), "gif"));

        assertThat(PictureDifference.between(SCENE, gif)).matches(PictureDifference::isSmall);
    }

    @Test
    void overlooksSize() {
        for (var side : IntStream.of(24, 33, 48).toArray())
            assertThat(PictureDifference.between(SCENE, Picture.of(Scene.color(side, side * 2 / 3))))
                    .matches(PictureDifference::isSmall);
    }

    @Test
    void tellsBlankPictures() {
        assertThat(SCENE.isBlank()).isFalse();
        assertThat(SCENE.mapped(_ -> 0xFF123456).isBlank()).isTrue();
        assertThat(SCENE.mapped(argb -> argb & 0xFFFFFF).isBlank()).isTrue();
    }

    private static Picture decoded(ImageBytes bytes) throws IOException {
        return Picture.of(ImageIO.read(new ByteArrayInputStream(bytes.array())));
    }

    private static void assertSeen(Picture expected, Picture actual) {
        assertThat(PictureDifference.between(expected, actual)).matches(difference -> !difference.isSmall());
    }
}
