package dev.halftone.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed;
import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import dev.halftone.imaging.Recompressor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// JPEGs without EOI. If their coded data is whole they look as with it, and otherwise they are corrupt, by every
/// path.
@Tag("slow")
class MissingEndMarkerTest {
    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @ParameterizedTest
    @MethodSource("sources")
    void looksTheSame(ImageBytes source) {
        for (var recipe : recipes()) {
            var expected = ((Done) recompressor.recompress(source, recipe)).bytes();

            for (var trailer : List.of("", "\0\0SEFH" + "a panorama".repeat(20) + "SEFT", "\u00ffA")) {
                var without =
                        JpegEditor.concat(Arrays.copyOf(source.array(), source.size() - 2), JpegEditor.ascii(trailer));
                assertThat(recompressor.recompress(without, recipe))
                        .as("%s, %s", recipe, trailer)
                        .isInstanceOfSatisfying(
                                Done.class,
                                done -> assertThat(done.bytes().array()).isEqualTo(expected.array()));
            }
        }
    }

    static Stream<ImageBytes> sources() {
        var samples = Stream.of(
                        SampleJpegs.BASELINE,
                        SampleJpegs.BASELINE_444,
                        SampleJpegs.BASELINE_GRAY,
                        SampleJpegs.RESTARTS,
                        SampleJpegs.NOT_INTERLEAVED,
                        SampleJpegs.PROGRESSIVE,
                        SampleJpegs.PROGRESSIVE_GRAY,
                        SampleJpegs.PROGRESSIVE_BY_MOZJPEG)
                .map(SampleJpegs::bytes);
        var photo = SyntheticPhoto.of(80, 64);
        var others = Stream.of(
                VipsJpegEncoder.cmyk(photo, "Q=90"),
                VipsJpegEncoder.cmyk(photo, "Q=90,interlace=true"),
                JpegEditor.asRgb(SampleJpegs.BASELINE.bytes()),
                JpegEditor.asRgb(SampleJpegs.PROGRESSIVE.bytes()));
        return Stream.concat(samples, others);
    }

    @ParameterizedTest
    @EnumSource(names = {"BASELINE", "BASELINE_GRAY", "RESTARTS", "NOT_INTERLEAVED", "PROGRESSIVE", "PROGRESSIVE_GRAY"})
    void isCorruptIfDataIsMissing(SampleJpegs kind) {
        var whole = kind.bytes();
        for (var size = whole.size() - 3; size > 2; size -= 1 + (whole.size() - size) / 7) {
            for (var recipe : recipes())
                assertThat(recompressor.recompress(JpegEditor.truncate(whole, size), recipe))
                        .as("cut to %d of %d, %s", size, whole.size(), recipe)
                        .matches(MissingEndMarkerTest::isCorrupt);
        }
    }

    private static boolean isCorrupt(Recompressed recompressed) {
        return recompressed instanceof Refused refused && refused.reason() == Reason.CORRUPT_IMAGE;
    }

    private static List<Recipe> recipes() {
        var recipes = new ArrayList<Recipe>();
        for (var format : Recipe.OutputFormat.values()) recipes.add(new Recipe(50, 0, 0, format));
        recipes.add(new Recipe(50, 40, 0, Recipe.OutputFormat.KEEP));
        return recipes;
    }
}
