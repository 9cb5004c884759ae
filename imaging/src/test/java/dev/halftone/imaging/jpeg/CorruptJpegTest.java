package dev.halftone.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.CodecPath;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.PathResult;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An incomplete JPEG is reported as corrupt. It never becomes a gray image, or worse. One that decoders read with
/// warnings is left to libvips.
class CorruptJpegTest {
    private static final int ROUNDS = 2_000;
    private static final PathResult DAMAGED = new PathResult.Declined(CodecPath.DAMAGED);

    private final CoefficientPath path = new CoefficientPath(ImageLimits.defaults());

    @ParameterizedTest
    @EnumSource(
            names = {
                "BASELINE_OF_ODD_SIZE",
                "BASELINE_444",
                "RESTARTS",
                "NOT_INTERLEAVED",
                "PROGRESSIVE",
                "PROGRESSIVE_GRAY"
            })
    void reportsTruncatedJpegAsCorrupt(SampleJpegs source) {
        var whole = source.bytes();
        // Only EOI follows the coded data, and a sequential JPEG does not need it.
        for (var size = 2; size < whole.size() - 3; size += 1 + size / 97) {
            var result = transcode(JpegEditor.truncate(whole, size));

            assertThat(result).as("cut to %d of %d", size, whole.size()).matches(CorruptJpegTest::isCorrupt);
        }
    }

    @Test
    void acceptsSequentialJpegWithoutEndMarker() {
        var whole = SampleJpegs.BASELINE.bytes();

        var result = transcode(JpegEditor.truncate(whole, whole.size() - 2));

        assertThat(encoded(result).array()).isEqualTo(encoded(transcode(whole)).array());
    }

    @Test
    void reportsProgressiveJpegWithoutItsLastScansAsCorrupt() {
        var whole = SampleJpegs.PROGRESSIVE.bytes();
        var scans = JpegEditor.segments(whole).stream()
                .filter(segment -> segment.marker() == Marker.SOS)
                .toList();

        for (var scan : scans.subList(0, scans.size() - 1))
            assertThat(transcode(JpegEditor.truncate(whole, scan.end()))).matches(CorruptJpegTest::isCorrupt);
    }

    @Test
    void declinesComponentWithoutScan() {
        var whole = SampleJpegs.NOT_INTERLEAVED.bytes();
        var lastScan = JpegEditor.segments(whole).stream()
                .filter(segment -> segment.marker() == Marker.SOS)
                .toList()
                .getLast();
        var end = new byte[] {(byte) 0xFF, (byte) Marker.EOI};

        var result = transcode(
                JpegEditor.concat(JpegEditor.truncate(whole, lastScan.start()).array(), end));

        assertThat(result).isEqualTo(DAMAGED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xD1, 0xD3, 0xD9})
    void declinesWrongRestartMarker(int marker) {
        var source = SampleJpegs.RESTARTS.bytes();
        var data = JpegEditor.first(source, Marker.SOS);
        var first = indexOf(source, 0xD0, data.start());

        var result = transcode(JpegEditor.changed(source, first + 1, marker));

        assertThat(result).isEqualTo(DAMAGED);
    }

    @Test
    void toleratesPaddingFillBytesJunkAndTrailingData() {
        var source = SampleJpegs.BASELINE.bytes();
        var body = JpegEditor.truncate(source, source.size() - 2).array();
        var rest = Arrays.copyOfRange(body, 2, body.length);
        var start = new byte[] {-1, (byte) 0xD8, 0, 7, 8, -1, -1};
        var end = new byte[] {0, 0, 0, -1, -1, -1, (byte) 0xD9, 1, 2, 3};

        var result = transcode(JpegEditor.concat(start, rest, end));

        assertThat(encoded(result).array()).isEqualTo(encoded(transcode(source)).array());
    }

    @ParameterizedTest
    @EnumSource(names = {"BASELINE", "RESTARTS", "NOT_INTERLEAVED", "PROGRESSIVE", "PROGRESSIVE_RESTARTS"})
    void toleratesFillBytesBeforeMarkers(SampleJpegs kind) {
        var source = kind.bytes();

        var result = transcode(JpegEditor.withFillBytes(source));

        assertThat(encoded(result).array()).isEqualTo(encoded(transcode(source)).array());
    }

    /// DNL, which follows the first scan and declares the height (T.81 B.2.5), after the frame has declared it
    /// already.
    @Test
    void toleratesRepeatedHeight() {
        var source = SampleJpegs.NOT_INTERLEAVED.bytes();
        var second = JpegEditor.segments(source).stream()
                .filter(segment -> segment.marker() == Marker.SOS)
                .toList()
                .get(1);
        var height = JpegEditor.segment(0xDC, (byte) 0, (byte) 91);
        var rest = Arrays.copyOfRange(source.array(), second.start(), source.size());

        var result = transcode(
                JpegEditor.concat(JpegEditor.truncate(source, second.start()).array(), height, rest));

        assertThat(encoded(result).array()).isEqualTo(encoded(transcode(source)).array());
    }

    /// Their order tells the components apart.
    @ParameterizedTest
    @EnumSource(names = {"BASELINE", "BASELINE_444", "RESTARTS"})
    void toleratesEqualComponentIdentifiers(SampleJpegs kind) {
        var source = JpegEditor.withIdentifiers(kind.bytes(), "\1\1\1");

        var result = transcode(source);

        assertThat(encoded(result).array())
                .isEqualTo(encoded(transcode(kind.bytes())).array());
    }

    /// A scan of only DC needs none for AC.
    @Test
    void toleratesNonsenseForAnUnusedTable() {
        var source = SampleJpegs.PROGRESSIVE.bytes();
        var tables = JpegEditor.first(source, Marker.SOS).parametersStart() + 2;

        var result = transcode(JpegEditor.changed(source, tables, 0x0F));

        assertThat(encoded(result).array()).isEqualTo(encoded(transcode(source)).array());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void toleratesApplicationSegmentShorterThanItsLength(int length) {
        var source = SampleJpegs.BASELINE.bytes();
        var comment = JpegEditor.with(source, Marker.COM);

        var result = transcode(JpegEditor.changed(comment, 5, length));

        assertThat(encoded(result).array()).isEqualTo(encoded(transcode(source)).array());
    }

    /// More than 10,000 in total, and the same ones every time.
    @ParameterizedTest
    @EnumSource(
            names = {
                "BASELINE",
                "BASELINE_444",
                "RESTARTS_444",
                "NOT_INTERLEAVED",
                "PROGRESSIVE_444",
                "PROGRESSIVE_RESTARTS"
            })
    void neverThrowsForMutatedJpegs(SampleJpegs kind) {
        var random = new Random(kind.name().hashCode());
        var source = kind.bytes();
        for (var round = 0; round < ROUNDS; round++) {
            var result = transcode(JpegEditor.withOrientation(mutated(source, random), 1 + random.nextInt(8)));

            if (result instanceof PathResult.Encoded encoded)
                assertThat(DecodedJpeg.of(encoded.done().bytes()).frame().width())
                        .isPositive();
        }
    }

    private static ImageBytes mutated(ImageBytes source, Random random) {
        var bytes = source.array().clone();
        for (var i = 1 + random.nextInt(4); i > 0; i--) {
            var at = 2 + (random.nextBoolean() ? random.nextInt(bytes.length - 2) : random.nextInt(600));
            bytes[at] = random.nextInt(5) == 0 ? (byte) 0xFF : (byte) random.nextInt(256);
        }
        return new ImageBytes(bytes);
    }

    private static int indexOf(ImageBytes bytes, int marker, int from) {
        var at = from;
        while (bytes.array()[at] != (byte) 0xFF || bytes.array()[at + 1] != (byte) marker) at++;
        return at;
    }

    static boolean isCorrupt(PathResult result) {
        return result instanceof PathResult.Refused(Refused refused) && refused.reason() == Reason.CORRUPT_IMAGE;
    }

    private static ImageBytes encoded(PathResult result) {
        return ((PathResult.Encoded) result).done().bytes();
    }

    private PathResult transcode(ImageBytes source) {
        return path.transcode(source, new Recipe(50, 0, 0, Recipe.OutputFormat.KEEP));
    }
}
