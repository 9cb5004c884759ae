package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.jpeg.TranscodeResult.Done;

/// The way of a JPEG over its coefficients. May be used by any number of threads at once.
public final class CoefficientPath {
    private final ImageLimits limits;
    private final Workspace.Pool pool = new Workspace.Pool();

    public CoefficientPath(ImageLimits limits) {
        this.limits = limits;
    }

    /// Makes a JPEG smaller by the recipe's quality: each step of its quantisation becomes Annex K's at that
    /// quality on the IJG scale, or stays what it was where that was coarser.
    public TranscodeResult transcode(ImageBytes source, Recipe recipe) {
        var workspace = pool.acquire();
        try {
            return transcode(source.array(), recipe, workspace);
        } catch (JpegAbort jpegAbort) {
            return jpegAbort.result();
        } finally {
            pool.release(workspace);
        }
    }

    private Done transcode(byte[] source, Recipe recipe, Workspace workspace) {
        var deadline = TranscodeStrategy.Deadline.after(limits.maxWork());
        var jpeg = new JpegReader(source);
        var scanHeader = jpeg.nextScan().orElseThrow(() -> JpegAbort.corrupt("it has no scan"));
        var transcodePlan = TranscodePlan.of(jpeg, recipe, limits);
        var writer = new JpegWriter(transcodePlan.frame(), jpeg.appSegments(), workspace);
        new TranscodeStrategy(jpeg, transcodePlan, workspace, writer, deadline).run(scanHeader);
        return new Done(
                writer.finish(),
                transcodePlan.frame().width(),
                transcodePlan.frame().height(),
                transcodePlan.isRotated(),
                jpeg.strippedSize());
    }
}
