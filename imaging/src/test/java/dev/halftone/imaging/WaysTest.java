package dev.halftone.imaging;

import static dev.halftone.imaging.Pictures.jpeg;
import static dev.halftone.imaging.Pictures.photo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.Ways.End;
import dev.halftone.imaging.jpeg.Requantised;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Which way an image takes is counted, and where it led.
class WaysTest {
    private static final ImageBytes JPEG = jpeg(photo(160, 120), 95);
    private static final ImageBytes WELL_CODED =
            Pictures.byLibvips(photo(160, 120), picture -> picture.save("jpegsave_buffer", "Q=20,trellis-quant=true"));

    private final Ways ways = new Ways();
    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty(), ways);

    @ParameterizedTest(name = "{0} ({1}): {2}")
    @MethodSource("images")
    void areCounted(Way way, End end, ImageBytes source, Recipe recipe) {
        recompressor.recompress(source, recipe);

        assertThat(ways.count(way, end)).isOne();
        assertThat(sum()).isOne();
    }

    static Stream<Arguments> images() {
        var as = new Recipe(50, 0, 0, OutputFormat.KEEP);
        var smaller = new Recipe(50, 80, 80, OutputFormat.KEEP);
        var webp = new Recipe(50, 0, 0, OutputFormat.WEBP);
        return Stream.of(
                Arguments.of(Way.COEFFICIENTS, End.CODED, JPEG, as),
                Arguments.of(Way.COEFFICIENTS, End.KEPT, WELL_CODED, new Recipe(100, 0, 0, OutputFormat.KEEP)),
                Arguments.of(Way.COEFFICIENTS, End.REFUSED, Damage.half(JPEG), as),
                Arguments.of(Way.RESIZE, End.CODED, JPEG, smaller),
                Arguments.of(Way.RESIZE, End.REFUSED, Damage.half(JPEG), smaller),
                Arguments.of(Way.COLOURS, End.CODED, Pictures.cmykJpeg(photo(16, 16)), as),
                Arguments.of(Way.PRECISION, End.REFUSED, Jpegs.ofPrecision(JPEG, 12), as),
                Arguments.of(Way.CODING, End.REFUSED, Jpegs.ofFrame(JPEG, 0xC3), as),
                Arguments.of(Way.TOO_MANY_PIXELS, End.REFUSED, Jpegs.claiming(JPEG, 60_000, 60_000), as),
                Arguments.of(Way.OTHER_FORMAT, End.CODED, JPEG, webp),
                Arguments.of(Way.OTHER_FORMAT, End.CODED, Pictures.png(photo(160, 120)), as));
    }

    @ParameterizedTest
    @EnumSource(Requantised.Reason.class)
    void areNamedAfterWhyAJpegIsDeclined(Requantised.Reason reason) {
        assertThat(Way.because(reason).name()).isEqualTo(reason.name());
        assertThat(Way.because(reason).reason()).isEqualToIgnoringCase(reason.name());
    }

    @Test
    void areNotTakenByWhatIsNoImage() {
        recompressor.recompress(new ImageBytes(Jpegs.ascii("<html>")), Recipe.defaults());

        assertThat(sum()).isZero();
    }

    private long sum() {
        return Stream.of(Way.values())
                .flatMapToLong(way -> Stream.of(End.values()).mapToLong(end -> ways.count(way, end)))
                .sum();
    }
}
