package dev.halftone.imaging.jpeg;

import java.util.ArrayList;
import java.util.List;

/// Encodes planes: those of a whole image, or strip by strip.
final class StripEncoder {
    private final TranscodePlan transcodePlan;
    private final Workspace workspace;
    private final JpegWriter writer;
    private final PlaneEncoder encoder;
    // One for each component whose blocks are downsampled: all but the first.
    private final List<DctDownsampler> downsamplers = new ArrayList<>();
    private int rowsCoded;

    /// Also writes the headers.
    ///
    /// @param steps the planes' quantization
    StripEncoder(TranscodePlan transcodePlan, List<QuantizationTable> steps, Workspace workspace, JpegWriter writer) {
        this.transcodePlan = transcodePlan;
        this.workspace = workspace;
        this.writer = writer;
        var newSteps = transcodePlan.quantization(steps);
        writer.writeHeaders(newSteps);
        var encoders = new ArrayList<BlockEncoder>();
        for (var i = 0; i < steps.size(); i++) {
            var isDownsampled = i > 0 && !transcodePlan.chromaSubsampling().isNone();
            if (isDownsampled)
                downsamplers.add(new DctDownsampler(transcodePlan.chromaSubsampling(), steps.get(i), newSteps.get(i)));
            // Downsampling quantizes with the new steps.
            var from = isDownsampled ? newSteps.get(i) : steps.get(i);
            encoders.add(new BlockEncoder(new Requantizer(from, newSteps.get(i)), JpegWriter.tableDestination(i)));
        }
        this.encoder = new PlaneEncoder(transcodePlan.frame(), encoders, workspace.row);
    }

    void encode(List<Plane> planes, TranscodeStrategy.WorkLimit workLimit) {
        var luminance = transcodePlan.frame().components().getFirst();
        var rows = Math.ceilDiv(planes.getFirst().rows(), luminance.vertical());
        var coded = downsamplers.isEmpty() ? planes : downsample(planes, rows);
        for (var row = 0; row < rows; row++) {
            workLimit.check();
            encoder.encodeRow(coded, row);
            writer.writeRow();
        }
        rowsCoded += rows;
    }

    private List<Plane> downsample(List<Plane> planes, int rows) {
        var frame = transcodePlan.frame();
        var downsampled = new ArrayList<Plane>();
        downsampled.add(planes.getFirst());
        var chrominance = frame.components().subList(1, frame.components().size());
        downsampled.addAll(Plane.of(frame, chrominance, new Plane.McuRows(rowsCoded, rows), workspace.downsampled));
        for (var i = 1; i < planes.size(); i++) downsamplers.get(i - 1).downsample(downsampled.get(i), planes.get(i));
        return downsampled;
    }

    /// Encodes planes in the interleaved order of MCUs (T.81 A.2.3).
    static final class PlaneEncoder {
        private final Frame frame;
        private final List<BlockEncoder> encoders;
        private final McuRowCoefficients out;
        private final int mcusAcross;

        /// @param frame the new JPEG's
        PlaneEncoder(Frame frame, List<BlockEncoder> encoders, McuRowCoefficients out) {
            this.frame = frame;
            this.encoders = encoders;
            this.out = out;
            this.mcusAcross = frame.mcuColumns();
        }

        /// Encodes a row of MCUs.
        void encodeRow(List<Plane> planes, int row) {
            out.begin(mcusAcross * frame.blocksInMcu());
            for (var column = 0; column < mcusAcross; column++) encodeMcu(planes, row, column);
        }

        private void encodeMcu(List<Plane> planes, int row, int column) {
            for (var i = 0; i < encoders.size(); i++) {
                var component = frame.components().get(i);
                for (var y = 0; y < component.vertical(); y++) {
                    for (var x = 0; x < component.horizontal(); x++) {
                        encodeBlock(
                                planes.get(i),
                                encoders.get(i),
                                row * component.vertical() + y,
                                column * component.horizontal() + x);
                    }
                }
            }
        }

        private void encodeBlock(Plane plane, BlockEncoder blockEncoder, int row, int column) {
            if (plane.contains(row, column))
                blockEncoder.encode(plane.coefficientBlocks(), plane.blockIndex(row, column), out);
            else blockEncoder.encodePadding(out);
        }
    }
}
