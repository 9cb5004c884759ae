package dev.halftone.imaging.jpeg;

import java.util.ArrayList;
import java.util.List;

/// Codes planes: those of a whole picture, or of one strip of it after the other.
final class StripCoder {
    private final Plan plan;
    private final Workspace workspace;
    private final JpegWriter writer;
    private final PlaneCoder coder;
    // Of each component whose blocks are halved: all but the first.
    private final List<HalfBlock> halves = new ArrayList<>();
    private int rowsCoded;

    /// Writes the headers too.
    ///
    /// @param steps the planes' quantisation
    StripCoder(Plan plan, List<QuantisationSteps> steps, Workspace workspace, JpegWriter writer) {
        this.plan = plan;
        this.workspace = workspace;
        this.writer = writer;
        var newSteps = plan.steps(steps);
        writer.begin(newSteps);
        var coders = new ArrayList<Coder>();
        for (var i = 0; i < steps.size(); i++) {
            var isHalved = i > 0 && !plan.halving().isNone();
            if (isHalved) halves.add(new HalfBlock(plan.halving(), steps.get(i), newSteps.get(i)));
            // What is halved is quantised with that.
            var from = isHalved ? newSteps.get(i) : steps.get(i);
            coders.add(new Coder(new Requantiser(from, newSteps.get(i)), JpegWriter.destination(i)));
        }
        this.coder = new PlaneCoder(plan.frame(), coders, workspace.row);
    }

    void code(List<Plane> planes, Deadline deadline) {
        var luminance = plan.frame().components().getFirst();
        var rows = Math.ceilDiv(planes.getFirst().down(), luminance.vertical());
        var coded = halves.isEmpty() ? planes : halved(planes, rows);
        for (var row = 0; row < rows; row++) {
            deadline.check();
            coder.row(coded, row);
            writer.rowDone();
        }
        rowsCoded += rows;
    }

    private List<Plane> halved(List<Plane> planes, int rows) {
        var frame = plan.frame();
        var halved = new ArrayList<Plane>();
        halved.add(planes.getFirst());
        var chrominance = frame.components().subList(1, frame.components().size());
        halved.addAll(Plane.of(frame, chrominance, new Strip(rowsCoded, rows), workspace.halved));
        for (var i = 1; i < planes.size(); i++) halves.get(i - 1).fill(halved.get(i), planes.get(i));
        return halved;
    }
}
