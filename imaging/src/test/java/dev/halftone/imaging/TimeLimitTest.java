package dev.halftone.imaging;

import static dev.halftone.imaging.Recipe.OutputFormat.KEEP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The limit of processor time, [ImageLimits#maxWork].
class TimeLimitTest {
    /// Decoding the photo takes a fifth of it, finding a palette for it several times as much.
    private static final Duration LIMIT = Duration.ofMillis(250);

    private static ImageBytes black;
    private static BufferedImage photo;
    private static ImageBytes png;

    private final Recompressor limited = Recompressor.open(new ImageLimits(100_000_000, LIMIT), Optional.empty());

    @BeforeAll
    static void makeImages() {
        black = TestImages.largeAndBlack("jpegsave_buffer", "Q=90");
        photo = TestImages.photo(800, 800);
        png = PngFiles.withMetadata(TestImages.png(photo));
        // The first image also pays for loading and compiling classes.
        Recompressor.open(ImageLimits.defaults(), Optional.empty()).recompress(png, new Recipe(50, 100, 0, KEEP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEEP", "WEBP", "PNG"})
    void refusesAnImageThatTakesTooLongToDecode(Recipe.OutputFormat format) {
        var strict = Recompressor.open(new ImageLimits(100_000_000, Duration.ofMillis(1)), Optional.empty());

        var refused = strict.recompress(black, new Recipe(50, 0, 0, format));

        assertThat(refused)
                .isEqualTo(new Refused(
                        Reason.TIMED_OUT, "the image took more than the 0.001 s of processor time allowed"));
    }

    @ParameterizedTest
    @EnumSource(names = {"KEEP", "PNG"})
    void publishesTheSourceOfAnImageThatTakesTooLongToEncode(Recipe.OutputFormat format) {
        var done = (Done) limited.recompress(png, new Recipe(50, 0, 0, format));

        assertThat(done.width()).isEqualTo(800);
        assertThat(done.height()).isEqualTo(800);
        assertThat(done.bytes().size()).as("lossless").isGreaterThan(png.size() / 2);
        assertThat(done.bytes().array()).as("without metadata").hasSizeLessThan(png.size());
        assertThat(TestImages.decode(done).getRGB(500, 500)).isEqualTo(photo.getRGB(500, 500));
    }

    @Test
    void refusesAnImageThatTakesTooLongAndMustBeChanged() {
        var refused = (Refused) limited.recompress(png, new Recipe(50, 700, 0, KEEP));

        assertThat(refused.reason()).isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void refusesADamagedImageThatTakesTooLong() {
        var damaged = new ImageBytes(Arrays.copyOf(png.array(), png.size() - 1000));

        var refused = (Refused) limited.recompress(damaged, Recipe.defaults());

        assertThat(refused.reason()).isEqualTo(Reason.CORRUPT_IMAGE);
    }
}
