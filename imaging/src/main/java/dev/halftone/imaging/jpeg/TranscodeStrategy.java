package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.ProcessorTime;
import java.util.ArrayList;
import java.util.List;

/// Chooses among three ways from a JPEG's scans to the new JPEG's rows, the fastest first.
final class TranscodeStrategy {
    private final JpegReader jpeg;
    private final TranscodePlan transcodePlan;
    private final Workspace workspace;
    private final JpegWriter writer;
    private final WorkLimit workLimit;
    private final CoefficientBudget budget;

    TranscodeStrategy(
            JpegReader jpeg,
            TranscodePlan transcodePlan,
            Workspace workspace,
            JpegWriter writer,
            WorkLimit workLimit,
            CoefficientBudget budget) {
        this.jpeg = jpeg;
        this.transcodePlan = transcodePlan;
        this.workspace = workspace;
        this.writer = writer;
        this.workLimit = workLimit;
        this.budget = budget;
    }

    void run(ScanHeader first) {
        if (!transcodePlan.canStream(first)) transcodeBuffered(first);
        else if (transcodePlan.chromaSubsampling().isNone()) transcodeBlocks(first);
        else transcodeStrips(first);
    }

    private void transcodeBlocks(ScanHeader scanHeader) {
        var steps = transcodePlan.quantization(jpeg.quantization());
        writer.writeHeaders(steps);
        jpeg.resumeAfter(
                BaselineTranscoder.create(jpeg, scanHeader, steps, workspace).run(writer, workLimit));
    }

    private void transcodeStrips(ScanHeader scanHeader) {
        var frame = jpeg.frame();
        var rows = transcodePlan.chromaSubsampling().mcuRowsPerStrip(frame);
        var decoder = ScanDecoder.of(
                scanHeader, jpeg, skippingZeroedLuminance(planes(new Plane.McuRows(0, rows))), workspace);
        var encoder = new StripEncoder(transcodePlan, jpeg.quantization(), workspace, writer);
        for (var row = 0; row < frame.mcuRows(); row += rows) {
            var planes = planes(new Plane.McuRows(row, rows));
            decoder.decodeRows(Math.min(rows, frame.mcuRows() - row), workLimit);
            encoder.encode(planes, workLimit);
        }
        jpeg.resumeAfter(decoder.data());
    }

    // Luminance is not downsampled, so coefficients that requantizing makes 0 need not be kept.
    private List<Plane> skippingZeroedLuminance(List<Plane> planes) {
        var adjusted = new ArrayList<>(planes);
        var zeroThreshold = zeroThreshold(List.of(jpeg.quantization().getFirst()));
        adjusted.set(0, planes.getFirst().withZeroThreshold(zeroThreshold));
        return adjusted;
    }

    private int zeroThreshold(List<QuantizationTable> luminance) {
        return new Requantizer(
                        luminance.getFirst(),
                        transcodePlan.quantization(luminance).getFirst())
                .zeroThreshold();
    }

    // For progressive, non-interleaved or rotated JPEGs: all coefficients are kept.
    private void transcodeBuffered(ScanHeader first) {
        ScanDecoder.MultiScanDecoder.requireWithinLimits(jpeg);
        budget.use(coefficientBytes(), workspace, () -> transcodeAllCoefficients(first));
    }

    private long coefficientBytes() {
        var copies = transcodePlan.isRotated() ? 2 : 1;
        return copies * jpeg.frame().blocks() * CoefficientBlocks.BYTES_PER_BLOCK;
    }

    private void transcodeAllCoefficients(ScanHeader first) {
        var planes = planes(Plane.McuRows.all(jpeg.frame()));
        var losslessRotation = new LosslessRotation(transcodePlan.orientation());
        var decoder = new ScanDecoder.MultiScanDecoder(
                jpeg, planes, workspace, luminance -> zeroThreshold(losslessRotation.rotate(List.of(luminance))));
        var steps = decoder.decode(first, workLimit);
        var upright = transcodePlan.isRotated()
                ? losslessRotation.rotate(planes, transcodePlan.uprightFrame(), workspace.rotated)
                : planes;
        new StripEncoder(transcodePlan, losslessRotation.rotate(steps), workspace, writer).encode(upright, workLimit);
    }

    private List<Plane> planes(Plane.McuRows mcuRows) {
        return Plane.of(jpeg.frame(), jpeg.frame().components(), mcuRows, workspace.coefficientBlocks);
    }

    /// Limits the work on an image.
    record WorkLimit(ProcessorTime.Budget budget, ImageLimits limits) implements AutoCloseable {

        static WorkLimit of(ImageLimits limits) {
            return new WorkLimit(ProcessorTime.budget(limits.maxWork()), limits);
        }

        /// Call this for every row of MCUs. Throws if the time is spent.
        void check() {
            if (budget.isSpent()) throw JpegAbort.timedOut(limits);
        }

        @Override
        public void close() {
            budget.close();
        }
    }
}
