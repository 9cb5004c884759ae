package dev.halftone.imaging;

import static dev.halftone.imaging.TestImages.jpeg;
import static dev.halftone.imaging.TestImages.photo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.CodecPathMetrics.PathOutcome;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Images are counted by codec path and outcome.
class CodecPathMetricsTest {
    private static final ImageBytes JPEG = jpeg(photo(160, 120), 95);
    private static final ImageBytes WELL_CODED = TestImages.withLibvips(
            photo(160, 120), vipsImage -> vipsImage.save("jpegsave_buffer", "Q=20,trellis-quant=true"));

    private final CodecPathMetrics codecPathMetrics = new CodecPathMetrics();
    private final Recompressor recompressor =
            Recompressor.open(ImageLimits.defaults(), Optional.empty(), codecPathMetrics);

    @ParameterizedTest(name = "{0} ({1}): {2}")
    @MethodSource("images")
    void countsImagesByPathAndOutcome(CodecPath codecPath, PathOutcome pathOutcome, ImageBytes source, Recipe recipe) {
        recompressor.recompress(source, recipe);

        assertThat(codecPathMetrics.count(codecPath, pathOutcome)).isOne();
        assertThat(sum()).isOne();
    }

    static Stream<Arguments> images() {
        var as = new Recipe(50, 0, 0, Recipe.OutputFormat.KEEP);
        var smaller = new Recipe(50, 80, 80, Recipe.OutputFormat.KEEP);
        var webp = new Recipe(50, 0, 0, Recipe.OutputFormat.WEBP);
        return Stream.of(
                Arguments.of(CodecPath.COEFFICIENTS, PathOutcome.CODED, JPEG, as),
                Arguments.of(
                        CodecPath.COEFFICIENTS,
                        PathOutcome.KEPT,
                        WELL_CODED,
                        new Recipe(100, 0, 0, Recipe.OutputFormat.KEEP)),
                Arguments.of(CodecPath.COEFFICIENTS, PathOutcome.REFUSED, FileMutator.firstHalf(JPEG), as),
                Arguments.of(
                        CodecPath.DAMAGED,
                        PathOutcome.CODED,
                        new ImageBytes(JpegFiles.concat(
                                FileMutator.firstHalf(JPEG).array(), new byte[] {(byte) 0xFF, (byte) 0xD9})),
                        as),
                Arguments.of(CodecPath.RESIZE, PathOutcome.CODED, JPEG, smaller),
                Arguments.of(CodecPath.RESIZE, PathOutcome.REFUSED, FileMutator.firstHalf(JPEG), smaller),
                Arguments.of(CodecPath.COLOURS, PathOutcome.CODED, TestImages.cmykJpeg(photo(16, 16)), as),
                Arguments.of(CodecPath.PRECISION, PathOutcome.REFUSED, JpegFiles.ofPrecision(JPEG, 12), as),
                Arguments.of(CodecPath.CODING, PathOutcome.REFUSED, JpegFiles.ofFrame(JPEG, 0xC3), as),
                Arguments.of(
                        CodecPath.TOO_MANY_PIXELS, PathOutcome.REFUSED, JpegFiles.claiming(JPEG, 60_000, 60_000), as),
                Arguments.of(CodecPath.OTHER_FORMAT, PathOutcome.CODED, JPEG, webp),
                Arguments.of(CodecPath.OTHER_FORMAT, PathOutcome.CODED, TestImages.png(photo(160, 120)), as));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COEFFICIENTS")
    void labelsReasonsLikeTheirConstants(CodecPath codecPath) {
        assertThat(codecPath.reason()).isEqualToIgnoringCase(codecPath.name());
    }

    @Test
    void doesNotCountFilesThatAreNoImages() {
        recompressor.recompress(new ImageBytes(JpegFiles.ascii("<html>")), Recipe.defaults());

        assertThat(sum()).isZero();
    }

    private long sum() {
        return Stream.of(CodecPath.values())
                .flatMapToLong(codecPath -> Stream.of(PathOutcome.values())
                        .mapToLong(pathOutcome -> codecPathMetrics.count(codecPath, pathOutcome)))
                .sum();
    }
}
