package dev.halftone.imaging;

import static dev.halftone.imaging.TestImages.avif;
import static dev.halftone.imaging.TestImages.encode;
import static dev.halftone.imaging.TestImages.jpeg;
import static dev.halftone.imaging.TestImages.photo;
import static dev.halftone.imaging.TestImages.png;
import static dev.halftone.imaging.TestImages.progressiveJpeg;
import static dev.halftone.imaging.TestImages.webp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.Recipe.OutputFormat;
import dev.halftone.imaging.header.DeclaredPixels;
import dev.halftone.imaging.header.DetectedType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class WorkingMemoryTest {
    private static final Recipe UNLIMITED = new Recipe(50, 0, 0, OutputFormat.KEEP);
    private static final long BASE = 4_000_000;

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    static Stream<Arguments> images() {
        var moving = GifFiles.ofSide(24).frames(5).done();
        return Stream.of(
                Arguments.of(jpeg(photo(97, 61), 80), 97 * 61, 1),
                Arguments.of(progressiveJpeg(photo(97, 61)), 97 * 61, 1),
                Arguments.of(png(photo(97, 61)), 97 * 61, 1),
                Arguments.of(webp(photo(97, 61), 80), 97 * 61, 1),
                Arguments.of(
                        TestImages.withLibvips(photo(97, 61), image -> image.save("webpsave_buffer", "lossless=true")),
                        97 * 61,
                        1),
                Arguments.of(WebpFiles.withXmp(webp(photo(97, 61), 80), "<x/>"), 97 * 61, 1),
                Arguments.of(TestImages.convert(moving, OutputFormat.WEBP), 24 * 24, 5),
                Arguments.of(avif(photo(97, 61), 50), 97 * 61, 1),
                Arguments.of(encode(photo(97, 61), "gif"), 97 * 61, 1),
                Arguments.of(moving, 24 * 24, 5),
                Arguments.of(encode(photo(97, 61), "tiff"), 97 * 61, 1),
                Arguments.of(encode(photo(97, 61), "bmp"), 97 * 61, 1));
    }

    @ParameterizedTest
    @MethodSource("images")
    void readsThePixelsOfEveryFormat(ImageBytes image, long pixels, int frames) {
        var format = ((DetectedType.Image) DetectedType.detect(image)).format();

        var declared = DeclaredPixels.of(image, format);

        assertThat(declared.inFrame()).isEqualTo(pixels);
        assertThat(declared.frames()).isEqualTo(frames);
    }

    @Test
    void growsWithThePathThatAnImageTakes() {
        var photo = photo(2_000, 1_250);
        var pixels = 2_500_000L;

        assertThat(memory(jpeg(photo, 80), UNLIMITED)).isEqualTo(pixels);
        assertThat(memory(progressiveJpeg(photo), UNLIMITED)).isEqualTo(11 * pixels);
        assertThat(memory(jpeg(photo, 80), new Recipe(50, 100, 100, OutputFormat.KEEP)))
                .isEqualTo(BASE + 5 * pixels);
        assertThat(memory(jpeg(photo, 80), new Recipe(50, 100, 100, OutputFormat.AVIF)))
                .isEqualTo(BASE + 5 * pixels + 20 * 100 * 100);
        assertThat(memory(jpeg(photo(1_000, 800), 80), UNLIMITED)).isEqualTo(BASE + 5 * 800_000);
        assertThat(memory(png(photo), UNLIMITED)).isEqualTo(BASE + (9 + 5) * pixels);
        assertThat(memory(encode(photo, "bmp"), UNLIMITED)).isEqualTo(BASE + (8 + 5) * pixels);
    }

    @Test
    void countsAllFramesOfAnAnimation() {
        var gif = GifFiles.ofSide(100).frames(5).done();

        assertThat(memory(gif, UNLIMITED)).isEqualTo(BASE + 5 * 10_000 * (10 + 11));
        assertThat(memory(gif, new Recipe(50, 0, 0, OutputFormat.JPEG))).isEqualTo(BASE + 10_000 * 10);
    }

    /// Browsers believe in a screen of any size, and enlarge it for the first frame.
    @Test
    void measuresAGifByItsScreenAndFirstFrame() {
        var gif = ByteBuffer.wrap(GifFiles.ofSide(16).frames(2).done().array()).order(ByteOrder.LITTLE_ENDIAN);
        gif.putShort(6, (short) 65_535).putShort(8, (short) 1_500);

        assertThat(DeclaredPixels.of(new ImageBytes(gif.array()), ImageFormat.GIF)
                        .inFrame())
                .isEqualTo(65_535 * 1_500);
        gif.putShort(6, (short) 1).putShort(8, (short) 1);
        assertThat(DeclaredPixels.of(new ImageBytes(gif.array()), ImageFormat.GIF)
                        .inFrame())
                .isEqualTo(16 * 16);
    }

    @Test
    void isNothingForWhatIsRefused() {
        var strict = Recompressor.open(new ImageLimits(99, Duration.ofSeconds(20)), Optional.empty());

        assertThat(strict.workingMemory(png(photo(10, 10)), UNLIMITED)).isZero();
        assertThat(memory(new ImageBytes(new byte[0]), UNLIMITED)).isZero();
        assertThat(memory(new ImageBytes(JpegFiles.ascii("<html>")), UNLIMITED)).isZero();
    }

    @ParameterizedTest
    @EnumSource(FuzzSeed.class)
    void isEstimatedOfDamagedFiles(FuzzSeed seed) {
        var random = new Random(1);
        var whole = seed.bytes().array();
        for (var i = 0; i < 500; i++) {
            var damaged = Arrays.copyOf(whole, i % 2 == 0 ? whole.length : random.nextInt(whole.length));
            for (var errors = random.nextInt(8); errors > 0 && damaged.length > 0; errors--)
                damaged[random.nextInt(Math.min(damaged.length, 300))] = (byte) random.nextInt(256);

            assertThat(memory(new ImageBytes(damaged), UNLIMITED)).isNotNegative();
        }
    }

    private long memory(ImageBytes image, Recipe recipe) {
        return recompressor.workingMemory(image, recipe);
    }
}
