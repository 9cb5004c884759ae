package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.jpeg.Requantised.Done;

/// The way of a JPEG over its coefficients. May be used by any number of threads at once.
public final class CoefficientPath {
    private final ImageLimits limits;
    private final Workspaces workspaces = new Workspaces();

    public CoefficientPath(ImageLimits limits) {
        this.limits = limits;
    }

    /// Makes a JPEG smaller by the recipe's quality: each step of its quantisation becomes Annex K's at that quality on
    /// the IJG scale, or stays what it was where that was coarser.
    public Requantised requantise(ImageBytes source, Recipe recipe) {
        var workspace = workspaces.take();
        try {
            return requantise(source.array(), recipe, workspace);
        } catch (Ending ending) {
            return ending.result();
        } finally {
            workspaces.giveBack(workspace);
        }
    }

    private Done requantise(byte[] source, Recipe recipe, Workspace workspace) {
        var deadline = Deadline.in(limits.maxWork());
        var jpeg = new JpegReader(source);
        var scan = jpeg.nextScan().orElseThrow(() -> Ending.corrupt("it has no scan"));
        var plan = Plan.of(jpeg, recipe, limits);
        var writer = new JpegWriter(plan.frame(), jpeg.application(), workspace);
        new Passes(jpeg, plan, workspace, writer, deadline).run(scan);
        return new Done(
                writer.end(), plan.frame().width(), plan.frame().height(), plan.isTurned(), jpeg.sizeOfPicture());
    }
}
