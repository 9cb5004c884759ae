package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.header.JpegHeader;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decodes all scans of a JPEG into planes, each with the tables that are in force when it begins.
final class Scans {
    // A legal progressive JPEG of 49 megapixels and 2,649 scans (488 KB) held a core for 26 s. Encoders write about 10.
    private static final int MOST = 500;
    // 128 MB of coefficients. Of what has more, libvips keeps them out of the heap.
    private static final long MOST_BLOCKS = 1 << 20;

    private final JpegReader jpeg;
    private final List<Plane> planes;
    private final Workspace workspace;
    private final @Nullable QuantisationSteps[] steps;

    Scans(JpegReader jpeg, List<Plane> planes, Workspace workspace) {
        this.jpeg = jpeg;
        this.planes = planes;
        this.workspace = workspace;
        this.steps = new @Nullable QuantisationSteps[planes.size()];
    }

    /// Refuses, before the first scan is decoded, more blocks than the bytes can tell (each takes a bit at the least),
    /// more than can be kept, and more scans than make sense.
    static void requireReasonable(JpegReader jpeg) {
        var frame = jpeg.frame();
        if (frame.blocksOfPicture() > 8L * jpeg.bytes().length) throw EntropyCodedData.truncated();
        if (frame.blocks() > MOST_BLOCKS) throw Ending.declined(Requantised.Reason.MEMORY);
        if (JpegHeader.of(jpeg.bytes()).scans() > MOST) throw Ending.tooManyPixels();
    }

    /// Returns the quantisation of each component.
    List<QuantisationSteps> decode(Scan first, Deadline deadline) {
        for (var scan = Optional.of(first); scan.isPresent(); scan = next()) {
            begin(scan.get());
            var decoder = ScanDecoder.of(scan.get(), jpeg, planes, workspace);
            decoder.all(deadline);
            jpeg.continueBehind(decoder.data());
        }
        return Arrays.stream(steps)
                .map(step -> Optional.ofNullable(step).orElseThrow(Scans::incomplete))
                .toList();
    }

    // A progressive JPEG has told all at its end; others when all components were there.
    private Optional<Scan> next() {
        var isDone = !jpeg.frame().isProgressive() && Arrays.stream(steps).allMatch(Objects::nonNull);
        return isDone ? Optional.empty() : jpeg.nextScan();
    }

    private void begin(Scan scan) {
        for (var part : scan.parts()) {
            var i = part.component();
            if (steps[i] != null) continue;
            if (!scan.isOfDc()) throw incomplete();
            steps[i] = jpeg.tables().quantisation(jpeg.frame().components().get(i));
        }
    }

    private static Ending incomplete() {
        return Ending.corrupt("the DC of one of its components is missing");
    }
}
