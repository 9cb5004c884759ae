package dev.halftone.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.halftone.imaging.CodecPath;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.PathResult;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// No header causes more work, or more memory use, than the size of its file justifies.
class TranscodeLimitsTest {
    private static final Recipe HALF = new Recipe(50, 0, 0, Recipe.OutputFormat.KEEP);
    private static final int MEGABYTE = 1_000_000;

    private final CoefficientPath path = new CoefficientPath(ImageLimits.defaults());

    @ParameterizedTest
    @EnumSource(names = {"BASELINE", "BASELINE_444", "PROGRESSIVE"})
    void declinesTooManyPixelsBeforeAllocating(SampleJpegs source) {
        var bomb = JpegEditor.claiming(source.bytes(), 64_250, 64_250);

        assertThat(path.transcode(bomb, HALF)).isEqualTo(new PathResult.Declined(CodecPath.TOO_MANY_PIXELS));
        assertThat(allocatedBy(bomb)).isLessThan(MEGABYTE);
    }

    @ParameterizedTest
    @EnumSource(names = {"BASELINE", "NOT_INTERLEAVED", "PROGRESSIVE", "PROGRESSIVE_444"})
    void doesNotAllocateForBlocksWithoutData(SampleJpegs source) {
        var bomb = JpegEditor.claiming(source.bytes(), 9_000, 9_000);

        assertThat(path.transcode(bomb, HALF)).isNotInstanceOf(PathResult.Encoded.class);
        assertThat(allocatedBy(bomb)).isLessThan(4 * MEGABYTE);
    }

    @Test
    void declinesTooManyCoefficientsToKeep() {
        var source = JpegEditor.claiming(SampleJpegs.PROGRESSIVE_444.bytes(), 9_900, 9_900);
        var longEnough = JpegEditor.concat(source.array(), new byte[MEGABYTE]);

        assertThat(path.transcode(longEnough, HALF)).isEqualTo(new PathResult.Declined(CodecPath.MEMORY));
    }

    @Test
    void declinesCoefficientsThatOthersHaveNotLeftRoomFor() {
        var budget = new CoefficientBudget(MEGABYTE, 0);
        var limited = new CoefficientPath(ImageLimits.defaults(), budget);
        var image = SampleJpegs.PROGRESSIVE_444.bytes();

        assertThat(budget.tryReserve(MEGABYTE)).isTrue();
        assertThat(limited.transcode(image, HALF)).isEqualTo(new PathResult.Declined(CodecPath.MEMORY));
        budget.release(MEGABYTE);
        assertThat(limited.transcode(image, HALF)).isInstanceOf(PathResult.Encoded.class);
        assertThat(budget.tryReserve(MEGABYTE)).as("everything was given back").isTrue();
    }

    @Test
    void acceptsFiveHundredScansButNoMore() {
        assertThat(path.transcode(ofScans(500), HALF)).isInstanceOf(PathResult.Encoded.class);
        assertThat(path.transcode(ofScans(501), HALF)).isEqualTo(new PathResult.Declined(CodecPath.TOO_MANY_PIXELS));
    }

    @ParameterizedTest
    @EnumSource(names = {"BASELINE", "BASELINE_444", "PROGRESSIVE"})
    void stopsAtTheTimeLimit(SampleJpegs source) {
        var timeLimited = new CoefficientPath(new ImageLimits(MEGABYTE, Duration.ofNanos(1)));

        assertThat(timeLimited.transcode(source.bytes(), HALF))
                .isEqualTo(new PathResult.Refused(
                        new Refused(Reason.TIMED_OUT, "the image took more than the 0 s of processor time allowed")));
    }

    @ParameterizedTest
    @EnumSource(names = {"BASELINE", "BASELINE_444", "PROGRESSIVE"})
    void allocatesLittleMoreThanTheResultOnceWarm(SampleJpegs source) {
        var bytes = source.bytes();
        for (var i = 0; i < 3; i++) path.transcode(bytes, HALF);

        assertThat(allocatedBy(bytes)).isLessThan(200_000);
    }

    private long allocatedBy(ImageBytes source) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();
        path.transcode(source, HALF);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    // A progressive JPEG with its refinement of DC repeated, which changes nothing the second time.
    private static ImageBytes ofScans(int wanted) {
        var source = SampleJpegs.PROGRESSIVE.bytes();
        var scans = JpegEditor.segments(source).stream()
                .filter(segment -> segment.marker() == Marker.SOS)
                .toList();
        var refinement = scans.stream()
                .filter(scan -> JpegEditor.parameters(source, scan)[9] == 0x10)
                .findFirst()
                .orElseThrow();
        var out = new ByteArrayOutputStream();
        out.write(source.array(), 0, source.size() - 2);
        for (var i = scans.size(); i < wanted; i++)
            out.write(source.array(), refinement.start(), refinement.end() - refinement.start());
        out.write(0xFF);
        out.write(Marker.EOI);
        return new ImageBytes(out.toByteArray());
    }
}
