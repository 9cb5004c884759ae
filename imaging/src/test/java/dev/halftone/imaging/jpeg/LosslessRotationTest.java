package dev.halftone.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.CodecPath;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.PathResult;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed.Done;
import java.awt.image.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Images with an orientation are rotated by moving their coefficients.
class LosslessRotationTest {
    // At quality 100 no step changes, so only the rotation has an effect.
    private static final Recipe AS_IT_IS = new Recipe(100, 0, 0, Recipe.OutputFormat.KEEP);

    private final CoefficientPath path = new CoefficientPath(ImageLimits.defaults());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void rotatesEachOrientationUpright(int orientation) {
        for (var kind : new SampleJpegs[] {SampleJpegs.BASELINE, SampleJpegs.PROGRESSIVE, SampleJpegs.RESTARTS}) {
            var source = kind.bytes();

            var lying = JpegEditor.withOrientation(source, orientation);

            var done = done(lying);

            assertThat(isRotated(lying)).isEqualTo(orientation != 1);
            requireRotated(ImageIoJpegEncoder.samples(source), ImageIoJpegEncoder.samples(done.bytes()), orientation);
        }
    }

    @Test
    void rotates422SamplingTo440() {
        var source = ImageIoJpegEncoder.of(SyntheticPhoto.of(96, 80))
                .sampled(21, 11, 11)
                .coded();

        var done = done(JpegEditor.withOrientation(source, 6));

        assertThat(DecodedJpeg.of(done.bytes())
                        .frame()
                        .components()
                        .getFirst()
                        .hasSameSampling(new Frame.Component(1, 1, 2, 0)))
                .isTrue();
        requireRotated(ImageIoJpegEncoder.samples(source), ImageIoJpegEncoder.samples(done.bytes()), 6);
    }

    /// Of 167 by 129 pixels neither side is whole MCUs.
    @ParameterizedTest
    @CsvSource({"2,false", "3,false", "4,false", "5,true", "6,false", "7,false", "8,false"})
    void declinesRotationWithPartialBlocks(int orientation, boolean canBeDone) {
        var source = JpegEditor.withOrientation(SampleJpegs.BASELINE_OF_ODD_SIZE.bytes(), orientation);

        var result = path.transcode(source, AS_IT_IS);

        if (canBeDone) assertThat(result).isInstanceOf(PathResult.Encoded.class);
        else assertThat(result).isEqualTo(new PathResult.Declined(CodecPath.ORIENTATION));
    }

    /// Only the sides that are mirrored must be whole MCUs: 160 by 129 pixels.
    @ParameterizedTest
    @CsvSource({"2,true", "3,false", "4,false", "5,true", "6,false", "7,false", "8,true"})
    void requiresWholeMcusOnlyOnMirroredSides(int orientation, boolean canBeDone) {
        var source = ImageIoJpegEncoder.of(SyntheticPhoto.of(160, 129)).coded();

        var result = path.transcode(JpegEditor.withOrientation(source, orientation), AS_IT_IS);

        assertThat(result instanceof PathResult.Encoded).isEqualTo(canBeDone);
        if (result instanceof PathResult.Encoded encoded)
            requireRotated(
                    ImageIoJpegEncoder.samples(source),
                    ImageIoJpegEncoder.samples(encoded.done().bytes()),
                    orientation);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 255})
    void treatsInvalidOrientationAsUpright(int orientation) {
        var source = JpegEditor.withOrientation(SampleJpegs.BASELINE.bytes(), orientation);

        assertThat(path.transcode(source, AS_IT_IS)).isInstanceOf(PathResult.Encoded.class);
        assertThat(isRotated(source)).isFalse();
    }

    @Test
    void readsExifOfBothByteOrdersAndIgnoresBrokenExif() {
        var source = SampleJpegs.BASELINE.bytes();
        var little = "Exif\0\0II*\0\b\0\0\0\1\0\u0012\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0";
        var farAway = "Exif\0\0MM\0*\u00ff\u00ff\u00ff\u00ff\0\1";

        assertThat(isRotated(JpegEditor.with(source, Marker.APP1, JpegEditor.ascii(little))))
                .isTrue();
        assertThat(isRotated(JpegEditor.with(source, Marker.APP1, JpegEditor.ascii(farAway))))
                .isFalse();
        assertThat(isRotated(JpegEditor.with(source, Marker.APP1, JpegEditor.ascii("Exif\0"))))
                .isFalse();
    }

    private static boolean isRotated(ImageBytes source) {
        var jpeg = new JpegReader(source.array());
        jpeg.nextScan();
        return TranscodePlan.of(jpeg, AS_IT_IS, ImageLimits.defaults()).isRotated();
    }

    private Done done(ImageBytes source) {
        return ((PathResult.Encoded) path.transcode(source, AS_IT_IS)).done();
    }

    // EXIF 2.32, table 6: where a sample of the upright image lies in the file.
    private static void requireRotated(Raster file, Raster upright, int orientation) {
        var right = file.getWidth() - 1;
        var bottom = file.getHeight() - 1;
        for (var y = 0; y < upright.getHeight(); y++) {
            for (var x = 0; x < upright.getWidth(); x++) {
                var sample = switch (orientation) {
                    case 1 -> file.getSample(x, y, 0);
                    case 2 -> file.getSample(right - x, y, 0);
                    case 3 -> file.getSample(right - x, bottom - y, 0);
                    case 4 -> file.getSample(x, bottom - y, 0);
                    case 5 -> file.getSample(y, x, 0);
                    case 6 -> file.getSample(y, bottom - x, 0);
                    case 7 -> file.getSample(right - y, bottom - x, 0);
                    default -> file.getSample(right - y, x, 0);
                };
                assertThat(upright.getSample(x, y, 0)).isBetween(sample - 1, sample + 1);
            }
        }
    }
}
