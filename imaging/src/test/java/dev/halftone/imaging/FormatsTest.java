package dev.halftone.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every kind of image, in every output format, at full size and resized: it looks the same, has the requested size
/// and format, and 8 bits a sample.
@Tag("slow")
class FormatsTest {
    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @ParameterizedTest
    @FieldSource("dev.halftone.imaging.SampleImages#ALL")
    void looksTheSameInEveryFormat(SampleImages.Sample sample) {
        assumeTrue(sample.isReadable(), "no libheif with an HEVC decoder is installed");
        for (var wanted : Recipe.OutputFormat.values()) {
            var done = done(sample, new Recipe(85, 0, 0, wanted));

            assertThat(done.format()).as("%s as %s", sample, wanted).isEqualTo(sample.outputFormat(wanted));
            assertThat(QuadrantImage.QuadrantColors.of(done))
                    .as("%s as %s", sample, wanted)
                    .isEqualTo(sample.colorsAs(done.format()));
            assertThat(sizes(done)).isEqualTo(sizes(sample.width(), sample.height()));
            // Unless the source is smaller than any image of 8 bits.
            var isSource = Arrays.equals(done.bytes().array(), sample.bytes().array());
            assertThat(bitsOfSamples(done)).isLessThanOrEqualTo(isSource ? 16 : 8);
        }
    }

    @ParameterizedTest
    @FieldSource("dev.halftone.imaging.SampleImages#ALL")
    void fitsBoxInEveryFormat(SampleImages.Sample sample) {
        assumeTrue(sample.isReadable(), "no libheif with an HEVC decoder is installed");
        for (var wanted : Recipe.OutputFormat.values()) {
            var done = done(sample, new Recipe(85, sample.width() / 2, 1000, wanted));

            assertThat(done.format()).as("%s as %s", sample, wanted).isEqualTo(sample.outputFormat(wanted));
            assertThat(QuadrantImage.QuadrantColors.of(done))
                    .as("%s as %s", sample, wanted)
                    .isEqualTo(sample.colorsAs(done.format()));
            assertThat(sizes(done)).isEqualTo(sizes(sample.width() / 2, sample.height() / 2));
        }
    }

    @Test
    void refusesSamplesThatCannotBecomeEightBits() {
        var heights = TiffFiles.page(1, QuadrantImage.ofSingleSamples(32, 0, 100, 1000, 8848))
                .floats();

        var refused = (Refused) recompressor.recompress(TiffFiles.of(heights), Recipe.defaults());

        assertThat(refused.reason()).isEqualTo(Reason.UNSUPPORTED_FORMAT);
    }

    // Both as reported and as decoded.
    private static List<Integer> sizes(Done done) {
        var decoded = TestImages.decode(done);
        assertThat(sizes(decoded.getWidth(), decoded.getHeight())).isEqualTo(sizes(done.width(), done.height()));
        return sizes(done.width(), done.height());
    }

    private static List<Integer> sizes(int width, int height) {
        return List.of(width, height);
    }

    private static int bitsOfSamples(Done done) {
        return TestImages.decode(done).getColorModel().getComponentSize(0);
    }

    private Done done(SampleImages.Sample sample, Recipe recipe) {
        return switch (recompressor.recompress(sample.bytes(), recipe)) {
            case Done done -> done;
            case Recompressed.Refused refused -> throw new AssertionError(sample + ": " + refused);
        };
    }
}
