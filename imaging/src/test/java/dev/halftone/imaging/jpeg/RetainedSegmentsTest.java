package dev.halftone.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.PathResult;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed.Done;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which segments of a JPEG are kept, and which are dropped.
class RetainedSegmentsTest {
    private final CoefficientPath path = new CoefficientPath(ImageLimits.defaults());

    @ParameterizedTest
    @EnumSource(names = {"BASELINE", "BASELINE_444", "PROGRESSIVE"})
    void keepsProfileSegmentsInOrder(SampleJpegs kind) {
        var first = profile(1, 'a');
        var second = profile(2, 'b');
        var source = JpegEditor.with(JpegEditor.with(kind.bytes(), Marker.APP2, second), Marker.APP2, first);

        var done = done(source);

        assertThat(parameters(done, Marker.APP2)).containsExactly(first, second);
    }

    @Test
    void keepsDensity() {
        var bytes = SampleJpegs.BASELINE.bytes();
        var jfif = JpegEditor.first(bytes, Marker.APP0).parametersStart();
        var source = JpegEditor.changed(
                JpegEditor.changed(JpegEditor.changed(bytes, jfif + 7, 1), jfif + 9, 150), jfif + 11, 75);

        var done = done(source);

        assertThat(parameters(done, Marker.APP0)).containsExactly(JpegEditor.ascii("JFIF\0\1\2\1\0\u0096\0K\0\0"));
    }

    @ParameterizedTest
    @EnumSource(names = {"BASELINE", "BASELINE_444", "PROGRESSIVE"})
    void dropsAllOtherMetadata(SampleJpegs kind) {
        var source = kind.bytes();
        for (var secret : List.of("Exif\0\0SECRET", "http://ns.adobe.com/xap/1.0/\0SECRET"))
            source = JpegEditor.with(source, Marker.APP1, JpegEditor.ascii(secret));
        for (var marker : new int[] {0xFE, 0xE0, 0xE2, 0xE3, 0xEC, 0xED, 0xEF})
            source = JpegEditor.with(source, marker, JpegEditor.ascii("SECRET"));
        source = JpegEditor.concat(source.array(), JpegEditor.ascii("SECRET"));

        var done = done(source);

        assertThat(JpegEditor.text(done.bytes())).doesNotContain("SECRET");
    }

    @Test
    void computesSizeWithoutMetadata() {
        var stripped = SampleJpegs.BASELINE.bytes();
        var source = JpegEditor.with(JpegEditor.with(stripped, 0xFE, new byte[500]), Marker.APP1, new byte[700]);

        // The end marker is not read.
        assertThat(DecodedJpeg.of(source).strippedSize()).isEqualTo(stripped.size() - 2);
    }

    private static byte[] profile(int number, char content) {
        var profile = new byte[60_000];
        Arrays.fill(profile, (byte) content);
        var name = JpegEditor.ascii("ICC_PROFILE\0");
        System.arraycopy(name, 0, profile, 0, name.length);
        profile[12] = (byte) number;
        profile[13] = 2;
        return profile;
    }

    private static List<byte[]> parameters(Done done, int marker) {
        return JpegEditor.segments(done.bytes()).stream()
                .filter(segment -> segment.marker() == marker)
                .map(segment -> JpegEditor.parameters(done.bytes(), segment))
                .toList();
    }

    private Done done(ImageBytes source) {
        return ((PathResult.Encoded) path.transcode(source, new Recipe(50, 0, 0, Recipe.OutputFormat.KEEP))).done();
    }
}
