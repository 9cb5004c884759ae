package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageLimits;
import java.time.Duration;
import java.util.List;

/// The coefficients of a JPEG, as decoded by this package.
record DecodedJpeg(Frame frame, List<Plane> planes, List<QuantizationTable> steps, int strippedSize) {
    private static final TranscodeStrategy.WorkLimit NEVER =
            TranscodeStrategy.WorkLimit.of(new ImageLimits(1, Duration.ofDays(1)));

    static DecodedJpeg of(ImageBytes bytes) {
        var jpeg = new JpegReader(bytes.array());
        var first = jpeg.nextScan().orElseThrow();
        var workspace = new Workspace();
        var frame = jpeg.frame();
        var planes = Plane.of(frame, frame.components(), Plane.McuRows.all(frame), workspace.coefficientBlocks);
        var steps = new ScanDecoder.MultiScanDecoder(jpeg, planes, workspace).decode(first, NEVER);
        return new DecodedJpeg(frame, planes, steps, jpeg.strippedSize());
    }

    int coefficient(int component, int row, int column, int k) {
        var plane = planes.get(component);
        var block = plane.blockIndex(row, column);
        if (k == 0) return plane.coefficientBlocks().dc[block];
        var isZero = (plane.coefficientBlocks().nonzero[block] >>> k & 1) == 0;
        return isZero ? 0 : plane.coefficientBlocks().ac[block * CoefficientBlocks.SIZE + k];
    }

    double dequantized(int component, int row, int column, int k) {
        return (double) coefficient(component, row, column, k)
                * steps.get(component).step(k);
    }

    /// The samples of a block, by the definition of the inverse DCT (T.81 A.3.3), as 64 numbers row by row.
    double[] samples(int component, int row, int column) {
        var samples = new double[CoefficientBlocks.SIZE];
        for (var k = 0; k < CoefficientBlocks.SIZE; k++) {
            var value = dequantized(component, row, column, k);
            if (value == 0) continue;
            for (var i = 0; i < CoefficientBlocks.SIZE; i++)
                samples[i] += value
                        * basis(CoefficientBlocks.Zigzag.row(k), i / 8)
                        * basis(CoefficientBlocks.Zigzag.column(k), i % 8);
        }
        for (var i = 0; i < CoefficientBlocks.SIZE; i++) samples[i] = Math.clamp(samples[i] + 128, 0, 255);
        return samples;
    }

    static double basis(int frequency, int place) {
        return Math.cos((2 * place + 1) * frequency * Math.PI / 16) / 2 * (frequency == 0 ? Math.sqrt(0.5) : 1);
    }
}
