package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageBytes;
import java.util.List;

/// The coefficients of a JPEG, as this room reads them.
record Decoded(Frame frame, List<Plane> planes, List<QuantisationSteps> steps) {
    private static final Deadline NEVER = new Deadline(Long.MAX_VALUE / 2 + System.nanoTime());

    static Decoded of(ImageBytes bytes) {
        var jpeg = new JpegReader(bytes.array());
        var first = jpeg.nextScan().orElseThrow();
        var workspace = new Workspace();
        var frame = jpeg.frame();
        var planes = Plane.of(frame, frame.components(), Strip.whole(frame), workspace.blocks);
        var steps = new Scans(jpeg, planes, workspace).decode(first, NEVER);
        return new Decoded(frame, planes, steps);
    }

    int coefficient(int component, int row, int column, int k) {
        var plane = planes.get(component);
        var block = plane.block(row, column);
        if (k == 0) return plane.blocks().dc[block];
        var isZero = (plane.blocks().nonzero[block] >>> k & 1) == 0;
        return isZero ? 0 : plane.blocks().ac[block * Blocks.SIZE + k];
    }

    double dequantised(int component, int row, int column, int k) {
        return (double) coefficient(component, row, column, k)
                * steps.get(component).step(k);
    }

    /// The samples of a block, by the definition of the inverse DCT (T.81 A.3.3), as 64 numbers in rows.
    double[] samples(int component, int row, int column) {
        var samples = new double[Blocks.SIZE];
        for (var k = 0; k < Blocks.SIZE; k++) {
            var value = dequantised(component, row, column, k);
            if (value == 0) continue;
            for (var i = 0; i < Blocks.SIZE; i++)
                samples[i] += value * basis(Zigzag.row(k), i / 8) * basis(Zigzag.column(k), i % 8);
        }
        for (var i = 0; i < Blocks.SIZE; i++) samples[i] = Math.clamp(samples[i] + 128, 0, 255);
        return samples;
    }

    static double basis(int frequency, int place) {
        return Math.cos((2 * place + 1) * frequency * Math.PI / 16) / 2 * (frequency == 0 ? Math.sqrt(0.5) : 1);
    }
}
