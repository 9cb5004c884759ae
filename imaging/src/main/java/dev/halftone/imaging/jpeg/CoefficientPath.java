package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.CodecPath;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.PathResult;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed.Done;
import java.util.OptionalLong;

/// Recompresses a JPEG through its coefficients. Thread-safe.
public final class CoefficientPath {
    // Bytes a pixel, measured with 36 megapixels and rounded up.
    private static final int STREAMED = 1;
    private static final int BUFFERED = 11;

    private final ImageLimits limits;
    private final CoefficientBudget budget;
    private final Workspace.Pool pool = new Workspace.Pool();

    public CoefficientPath(ImageLimits limits) {
        this(limits, CoefficientBudget.ofThisProcess());
    }

    CoefficientPath(ImageLimits limits, CoefficientBudget budget) {
        this.limits = limits;
        this.budget = budget;
    }

    /// Makes an upright baseline JPEG without metadata, at the recipe's quality. Each quantization step becomes
    /// that of Annex K at this quality on the IJG scale, or stays as it was if it was coarser.
    public PathResult transcode(ImageBytes source, Recipe recipe) {
        var workspace = pool.acquire();
        try (var workLimit = TranscodeStrategy.WorkLimit.of(limits)) {
            return transcode(source.array(), recipe, workspace, workLimit);
        } catch (JpegAbort jpegAbort) {
            return jpegAbort.result();
        } finally {
            pool.release(workspace);
        }
    }

    /// Estimates the memory that [#transcode] takes, in bytes: a few rows of MCUs while a scan is read, or all
    /// coefficients, on the Java heap. Empty if this path declines the image.
    public OptionalLong workingMemory(ImageBytes source, Recipe recipe) {
        try {
            var jpeg = new JpegReader(source.array());
            var scanHeader = jpeg.nextScan().orElseThrow(() -> JpegAbort.corrupt("it has no scan"));
            var plan = TranscodePlan.of(jpeg, recipe, limits);
            var pixels = (long) plan.frame().width() * plan.frame().height();
            return OptionalLong.of(pixels * (plan.canStream(scanHeader) ? STREAMED : BUFFERED));
        } catch (JpegAbort declined) {
            return OptionalLong.empty();
        }
    }

    private PathResult transcode(
            byte[] source, Recipe recipe, Workspace workspace, TranscodeStrategy.WorkLimit workLimit) {
        var jpeg = new JpegReader(source);
        var scanHeader = jpeg.nextScan().orElseThrow(() -> JpegAbort.corrupt("it has no scan"));
        var plan = TranscodePlan.of(jpeg, recipe, limits);
        var writer = new JpegWriter(plan.frame(), jpeg.appSegments(), workspace);
        new TranscodeStrategy(jpeg, plan, workspace, writer, workLimit, budget).run(scanHeader);
        var bytes = writer.finish();
        return new PathResult.Encoded(
                new Done(
                        bytes,
                        ImageFormat.JPEG,
                        plan.frame().width(),
                        plan.frame().height()),
                keepSource(plan, jpeg, bytes.size()));
    }

    // The stripped size leaves out the metadata and is at most the size that stripping the source would give. A
    // smaller result is a gain for certain, so the source need not be stripped to compare.
    private static PathResult.KeepSource keepSource(TranscodePlan plan, JpegReader jpeg, int size) {
        return plan.isRotated() || size < jpeg.strippedSize() || !jpeg.endsCleanly()
                ? PathResult.KeepSource.NEVER
                : PathResult.KeepSource.IF_NOT_LARGER;
    }

    /// The same JPEG with EOI after its last scan. Browsers show a JPEG without it if the coded data is whole,
    /// but libvips refuses it. Other JPEGs are returned as they are.
    public ImageBytes withEndMarker(ImageBytes source) {
        if (CodedDataEnd.hasEndMarker(source.array())) return source;
        try {
            return end(source).withMarker(source);
        } catch (JpegAbort incomplete) {
            return source;
        }
    }

    /// Whether the coded data hides no metadata between its end and the next marker. A JPEG that cannot be read
    /// here may hide some, except one that is only too large.
    public boolean hasOnlyCodedData(ImageBytes source) {
        try {
            return end(source).isClean();
        } catch (JpegAbort unread) {
            return unread.result().equals(new PathResult.Declined(CodecPath.MEMORY));
        }
    }

    private CodedDataEnd end(ImageBytes source) {
        var workspace = pool.acquire();
        try (var workLimit = TranscodeStrategy.WorkLimit.of(limits)) {
            return CodedDataEnd.find(new JpegReader(source.array()), workspace, workLimit, budget);
        } finally {
            pool.release(workspace);
        }
    }
}
