package dev.halftone.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.PathResult;
import dev.halftone.imaging.Recipe;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// However its coefficients are spread over scans, a JPEG becomes the same new JPEG.
class ProgressiveScanTest {
    private static final int ROUNDS = 12;
    private static final int[][] SAMPLINGS = {{11, 11, 11}, {21, 11, 11}, {22, 11, 11}, {12, 11, 11}, {21, 21, 21}};

    private final CoefficientPath path = new CoefficientPath(ImageLimits.defaults());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void progressiveScansGiveTheBytesOfTheBaselineScan(int seed) {
        var random = new Random(seed);
        for (var round = 0; round < ROUNDS; round++) {
            var baseline = randomJpeg(random);
            var progressive = ProgressiveRecoder.recode(baseline, random);
            var recipe = new Recipe(random.nextInt(20, 100), 0, 0, Recipe.OutputFormat.KEEP);

            var transcoded = transcode(progressive, recipe);

            assertThat(transcoded.array())
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(transcode(baseline, recipe).array());
        }
    }

    private static ImageBytes randomJpeg(Random random) {
        var width = random.nextInt(1, 90);
        var height = random.nextInt(1, 90);
        var quality = random.nextInt(30, 101);
        if (random.nextInt(4) == 0)
            return ImageIoJpegEncoder.of(SyntheticPhoto.gray(width, height))
                    .quality(quality)
                    .coded();
        var photo = random.nextInt(4) == 0 ? SyntheticPhoto.soft(width, height) : SyntheticPhoto.of(width, height);
        return ImageIoJpegEncoder.of(photo)
                .quality(quality)
                .sampled(SAMPLINGS[random.nextInt(SAMPLINGS.length)])
                .coded();
    }

    private ImageBytes transcode(ImageBytes jpeg, Recipe recipe) {
        return ((PathResult.Encoded) path.transcode(jpeg, recipe)).done().bytes();
    }
}
