package dev.halftone.imaging.jpeg;

import java.util.ArrayList;
import java.util.List;

/// Baseline in, baseline out: decodes, re-quantises and hands on each coefficient by itself, with no array of them
/// between. For a frame whose only scan holds all its components.
final class BaselinePass {
    private final Frame frame;
    private final EntropyCodedData data;
    private final BitReader reader;
    private final Coefficients out;
    private final Lane[] lanes;

    private BaselinePass(Frame frame, List<Lane> lanes, EntropyCodedData data, Workspace workspace) {
        this.frame = frame;
        this.lanes = lanes.toArray(Lane[]::new);
        this.data = data;
        this.reader = workspace.bits;
        this.out = workspace.row;
    }

    static BaselinePass of(JpegReader jpeg, Scan scan, List<QuantisationSteps> steps, Workspace workspace) {
        var lanes = new ArrayList<Lane>();
        for (var part : scan.parts()) {
            var component = jpeg.frame().components().get(part.component());
            var requantiser = new Requantiser(jpeg.tables().quantisation(component), steps.get(part.component()));
            lanes.add(Lane.of(part, jpeg.tables(), component, requantiser));
        }
        return new BaselinePass(jpeg.frame(), lanes, jpeg.data(workspace.bits), workspace);
    }

    /// Returns the data it has read.
    EntropyCodedData run(JpegWriter writer, Deadline deadline) {
        for (var row = 0; row < frame.mcusDown(); row++) {
            deadline.check();
            out.begin(frame.mcusAcross() * frame.blocksInMcu());
            row();
            writer.rowDone();
        }
        return data;
    }

    private void row() {
        for (var left = frame.mcusAcross(); left > 0; ) {
            if (data.restarts()) for (var lane : lanes) lane.restart();
            var mcus = data.mcus(left);
            for (var i = 0; i < mcus; i++) {
                for (var lane : lanes) lane.mcu(reader, out);
            }
            left -= mcus;
        }
    }
}
