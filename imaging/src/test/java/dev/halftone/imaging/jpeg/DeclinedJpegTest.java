package dev.halftone.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.CodecPath;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.PathResult;
import dev.halftone.imaging.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// JPEGs that this path leaves to the pixel path, with the reason.
class DeclinedJpegTest {
    private static final Recipe HALF = new Recipe(50, 0, 0, Recipe.OutputFormat.KEEP);

    private final CoefficientPath path = new CoefficientPath(ImageLimits.defaults());

    @ParameterizedTest
    @CsvSource({"175,0", "0,143", "100,100"})
    void declinesResize(int maxWidth, int maxHeight) {
        var recipe = new Recipe(50, maxWidth, maxHeight, Recipe.OutputFormat.KEEP);

        assertThat(path.transcode(SampleJpegs.BASELINE.bytes(), recipe))
                .isEqualTo(new PathResult.Declined(CodecPath.RESIZE));
    }

    @Test
    void measuresUprightSize() {
        var lying = JpegEditor.withOrientation(SampleJpegs.BASELINE.bytes(), 6);

        assertThat(path.transcode(lying, new Recipe(50, 144, 176, Recipe.OutputFormat.KEEP)))
                .isInstanceOf(PathResult.Encoded.class);
        assertThat(path.transcode(lying, new Recipe(50, 176, 144, Recipe.OutputFormat.KEEP)))
                .isEqualTo(new PathResult.Declined(CodecPath.RESIZE));
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
    void declinesLosslessHierarchicalAndArithmeticCoding(int frame) {
        var source = SampleJpegs.BASELINE.bytes();

        assertThat(transcode(JpegEditor.changed(source, JpegEditor.frame(source).start() + 1, frame)))
                .isEqualTo(new PathResult.Declined(CodecPath.CODING));
    }

    @Test
    void declinesTwelveBitSamples() {
        var source = SampleJpegs.BASELINE.bytes();

        assertThat(transcode(JpegEditor.changed(source, JpegEditor.frame(source).parametersStart(), 12)))
                .isEqualTo(new PathResult.Declined(CodecPath.PRECISION));
    }

    @Test
    void declinesHeightAfterFirstScan() {
        assertThat(transcode(JpegEditor.claiming(SampleJpegs.BASELINE.bytes(), 176, 0)))
                .isEqualTo(new PathResult.Declined(CodecPath.HEIGHT));
    }

    @Test
    void declinesCmyk() {
        var cmyk = VipsJpegEncoder.cmyk(SyntheticPhoto.of(64, 64));

        assertThat(transcode(cmyk)).isEqualTo(new PathResult.Declined(CodecPath.COLOURS));
    }

    @Test
    void declinesRgbByAdobeSegmentOrComponentIdentifiers() {
        var plain = withoutJfif(SampleJpegs.BASELINE.bytes());
        var adobe = JpegEditor.with(plain, Marker.APP14, JpegEditor.ascii("Adobe\0d\0\0\0\0\0"));
        var named = JpegEditor.withIdentifiers(plain, "RGB");

        assertThat(transcode(adobe)).isEqualTo(new PathResult.Declined(CodecPath.COLOURS));
        assertThat(transcode(named)).isEqualTo(new PathResult.Declined(CodecPath.COLOURS));
        assertThat(transcode(plain)).isInstanceOf(PathResult.Encoded.class);
    }

    @Test
    void prefersJfifToAdobe() {
        var source =
                JpegEditor.with(SampleJpegs.BASELINE.bytes(), Marker.APP14, JpegEditor.ascii("Adobe\0d\0\0\0\0\0"));

        assertThat(transcode(source)).isInstanceOf(PathResult.Encoded.class);
    }

    @Test
    void declinesMotionJpegFrame() {
        var source = SampleJpegs.BASELINE.bytes();
        var tables = JpegEditor.first(source, Marker.DHT);
        // A comment instead of the tables.
        var without = JpegEditor.changed(source, tables.start() + 1, 0xFE);

        assertThat(transcode(without)).isEqualTo(new PathResult.Declined(CodecPath.HUFFMAN_TABLES));
    }

    private static ImageBytes withoutJfif(ImageBytes source) {
        return JpegEditor.changed(source, JpegEditor.first(source, Marker.APP0).start() + 1, 0xFE);
    }

    private PathResult transcode(ImageBytes source) {
        return path.transcode(source, HALF);
    }
}
