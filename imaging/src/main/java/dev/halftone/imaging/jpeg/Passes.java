package dev.halftone.imaging.jpeg;

import java.util.ArrayList;
import java.util.List;

/// The three ways from a JPEG's scans to the new one's rows, the quickest first.
final class Passes {
    private final JpegReader jpeg;
    private final Plan plan;
    private final Workspace workspace;
    private final JpegWriter writer;
    private final Deadline deadline;

    Passes(JpegReader jpeg, Plan plan, Workspace workspace, JpegWriter writer, Deadline deadline) {
        this.jpeg = jpeg;
        this.plan = plan;
        this.workspace = workspace;
        this.writer = writer;
        this.deadline = deadline;
    }

    void run(Scan first) {
        if (!plan.canStream(first)) whole(first);
        else if (plan.halving().isNone()) blockByBlock(first);
        else stripByStrip(first);
    }

    private void blockByBlock(Scan scan) {
        var steps = plan.steps(jpeg.steps());
        writer.begin(steps);
        jpeg.continueBehind(BaselinePass.of(jpeg, scan, steps, workspace).run(writer, deadline));
    }

    private void stripByStrip(Scan scan) {
        var frame = jpeg.frame();
        var rows = plan.halving().strip(frame);
        var decoder = ScanDecoder.of(scan, jpeg, withoutLuminanceThatVanishes(planes(new Strip(0, rows))), workspace);
        var coder = new StripCoder(plan, jpeg.steps(), workspace, writer);
        for (var row = 0; row < frame.mcusDown(); row += rows) {
            var planes = planes(new Strip(row, rows));
            decoder.rows(Math.min(rows, frame.mcusDown() - row), deadline);
            coder.code(planes, deadline);
        }
        jpeg.continueBehind(decoder.data());
    }

    // Luminance is not halved: what re-quantising makes 0 of it need not be kept.
    private List<Plane> withoutLuminanceThatVanishes(List<Plane> planes) {
        var steps = jpeg.steps();
        var requantiser = new Requantiser(steps.getFirst(), plan.steps(steps).getFirst());
        var some = new ArrayList<>(planes);
        some.set(0, planes.getFirst().withoutUpTo(requantiser.vanishing()));
        return some;
    }

    // Progressive, not interleaved, or to be turned: all coefficients are kept.
    private void whole(Scan first) {
        Scans.requireReasonable(jpeg);
        var planes = planes(Strip.whole(jpeg.frame()));
        var steps = new Scans(jpeg, planes, workspace).decode(first, deadline);
        var turn = new Turn(plan.orientation());
        var upright = plan.isTurned() ? turn.of(planes, plan.upright(), workspace.turned) : planes;
        new StripCoder(plan, turn.of(steps), workspace, writer).code(upright, deadline);
    }

    private List<Plane> planes(Strip strip) {
        return Plane.of(jpeg.frame(), jpeg.frame().components(), strip, workspace.blocks);
    }
}
