package dev.halftone.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.header.Contents;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Damaged files of every format, some hundred of each and the same ones every time: each ends with an image that can
/// be
/// read again, or with a reason.
class MutatedImagesTest {
    private static final int ROUNDS = 300;

    private final Recompressor recompressor =
            Recompressor.open(new ImageLimits(10_000_000, Duration.ofSeconds(5)), Optional.empty());

    @ParameterizedTest
    @EnumSource(value = ImageFormat.class, names = "HEIC", mode = EnumSource.Mode.EXCLUDE)
    void endWithAnImageOrAReason(ImageFormat format) {
        var chance = new Random(format.extension().hashCode());
        var source = source(format);
        for (var round = 0; round < ROUNDS; round++) {
            var recompressed = recompressor.recompress(damaged(source, chance), recipe(chance));

            if (recompressed instanceof Done done)
                assertThat(Contents.of(done.bytes())).isEqualTo(new Contents.Image(done.format()));
        }
    }

    private static ImageBytes source(ImageFormat format) {
        return switch (format) {
            case JPEG -> Jpegs.withOrientation(Pictures.progressiveJpeg(Pictures.photo(48, 32)), 6);
            case GIF ->
                Gifs.ofSide(24).loopingForEver().comment("hello").frames(4).done();
            case PNG, WEBP, AVIF -> Pictures.withExif(format, 50);
            case TIFF, BMP -> Pictures.coded(Pictures.photo(48, 32), format.extension());
            case HEIC -> throw new IllegalArgumentException("nothing here writes HEIC");
        };
    }

    // Near the front more often than not: that is where the structure is.
    private static ImageBytes damaged(ImageBytes source, Random chance) {
        var bytes = source.array().clone();
        for (var i = 1 + chance.nextInt(6); i > 0; i--) {
            var at = chance.nextBoolean() ? chance.nextInt(bytes.length) : chance.nextInt(Math.min(600, bytes.length));
            bytes[at] = chance.nextInt(4) == 0 ? (byte) 0xFF : (byte) chance.nextInt(256);
        }
        return new ImageBytes(bytes);
    }

    private static Recipe recipe(Random chance) {
        return new Recipe(chance.nextBoolean() ? 50 : 100, chance.nextInt(3) * 12, 0, OutputFormat.KEEP);
    }
}
