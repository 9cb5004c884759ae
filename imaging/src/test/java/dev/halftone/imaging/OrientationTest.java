package dev.halftone.imaging;

import static dev.halftone.imaging.Pictures.corners;
import static dev.halftone.imaging.Pictures.jpeg;
import static dev.halftone.imaging.Pictures.png;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.Recompressed.Done;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pictures that cameras stored lying on their side: EXIF's orientation is applied to the pixels.
class OrientationTest {
    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    /// The corners of the stored picture are R, G, B, W clockwise from top left; the expected ones are those of the
    /// picture as it is to be seen (EXIF 2.32, table 6).
    @ParameterizedTest
    @CsvSource({"1,RGBW", "2,GRWB", "3,BWRG", "4,WBGR", "5,RWBG", "6,WRGB", "7,BGRW", "8,GBWR"})
    void turnsAllEightUpright(int orientation, String expected) {
        requireUpright(64, 32, orientation, expected);
    }

    /// Such a picture cannot be turned by moving its blocks.
    @ParameterizedTest
    @CsvSource({"1,RGBW", "2,GRWB", "3,BWRG", "4,WBGR", "5,RWBG", "6,WRGB", "7,BGRW", "8,GBWR"})
    void turnsThemWhereverTheyEnd(int orientation, String expected) {
        requireUpright(70, 37, orientation, expected);
    }

    private void requireUpright(int width, int height, int orientation, String expected) {
        var source = Jpegs.withOrientation(jpeg(corners(width, height), 95), orientation);

        var done = done(source, Recipe.defaults());

        assertThat(clockwise(Pictures.decoded(done))).isEqualTo(expected);
        assertThat(done.width()).isEqualTo(orientation < 5 ? width : height);
        assertThat(done.height()).isEqualTo(orientation < 5 ? height : width);
    }

    @ParameterizedTest
    @CsvSource({"1,RGBW", "2,GRWB", "3,BWRG", "4,WBGR", "5,RWBG", "6,WRGB", "7,BGRW", "8,GBWR"})
    void turnsThemWhileResizingToo(int orientation, String expected) {
        var source = Jpegs.withOrientation(jpeg(corners(640, 320), 95), orientation);

        var done = done(source, new Recipe(50, 0, 160, OutputFormat.KEEP));

        assertThat(clockwise(Pictures.decoded(done))).isEqualTo(expected);
        assertThat(done.width()).isEqualTo(orientation < 5 ? 320 : 80);
        assertThat(done.height()).isEqualTo(160);
    }

    @Test
    void appliesTheOrientationOfAPng() {
        var exif = Jpegs.exif(6);
        var source = Pngs.withChunk(png(corners(64, 32)), "eXIf", Arrays.copyOfRange(exif, 6, exif.length));

        var done = done(source, Recipe.defaults());

        assertThat(clockwise(Pictures.decoded(done))).isEqualTo("WRGB");
    }

    @Test
    void publishesTheUprightPictureEvenWhereItIsLarger() {
        var source = Jpegs.withOrientation(jpeg(corners(64, 32), 1), 6);

        var done = done(source, new Recipe(100, 0, 0, OutputFormat.KEEP));

        assertThat(done.width()).isEqualTo(32);
    }

    @Test
    void takesAnOrientationThatDoesNotExistForUpright() {
        var done = done(Jpegs.withOrientation(jpeg(corners(64, 32), 95), 9), Recipe.defaults());

        assertThat(clockwise(Pictures.decoded(done))).isEqualTo("RGBW");
    }

    private Done done(ImageBytes source, Recipe recipe) {
        return (Done) recompressor.recompress(source, recipe);
    }

    private static String clockwise(BufferedImage image) {
        var right = image.getWidth() - 8;
        var bottom = image.getHeight() - 8;
        return colour(image, 8, 8) + colour(image, right, 8) + colour(image, right, bottom) + colour(image, 8, bottom);
    }

    private static String colour(BufferedImage image, int x, int y) {
        var rgb = image.getRGB(x, y);
        var red = (rgb >> 16 & 0xFF) > 128;
        var green = (rgb >> 8 & 0xFF) > 128;
        if (red && green) return "W";
        if (red) return "R";
        return green ? "G" : "B";
    }
}
