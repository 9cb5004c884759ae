package dev.halftone.engine.processing;

import dev.halftone.engine.isolation.CrashIsolation;
import dev.halftone.engine.isolation.ImageFingerprint;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageCodec;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed;

/// Where images are coded: on threads of this process, as many as there are processors, because more would only take
/// turns; suspects apart, in processes of their own, and so is everything once as many threads hang.
public final class CodecExecutor implements AutoCloseable {
    private final ImageCodec imageCodec;
    private final CrashIsolation crashIsolation;
    private final CodecThreadPool threads;

    public CodecExecutor(ImageCodec imageCodec, CrashIsolation crashIsolation, int atOnce) {
        this.imageCodec = imageCodec;
        this.crashIsolation = crashIsolation;
        this.threads = new CodecThreadPool(atOnce);
    }

    /// What makes the same bytes of the same source and recipe.
    String identity() {
        return imageCodec.outputVersion();
    }

    /// Waits for a place, then for the work. An interrupt gives the result up.
    Recompressed recompress(ImageBytes source, Recipe recipe, FairnessKey fairnessKey) throws InterruptedException {
        var job = new CrashIsolation.Job(source, recipe);
        var imageFingerprint = ImageFingerprint.of(source);
        return crashIsolation.isSuspect(imageFingerprint) || threads.areAllHung()
                ? crashIsolation.recompress(imageFingerprint, job, fairnessKey)
                : recompress(imageFingerprint, job, fairnessKey);
    }

    private Recompressed recompress(ImageFingerprint imageFingerprint, CrashIsolation.Job job, FairnessKey fairnessKey)
            throws InterruptedException {
        return threads.run(
                        () -> crashIsolation.recording(
                                imageFingerprint, () -> imageCodec.recompress(job.source(), job.recipe())),
                        fairnessKey,
                        crashIsolation.timeout())
                .orElseGet(() -> crashIsolation.onHang(imageFingerprint));
    }

    /// How many images wait for a thread.
    int waiting() {
        return threads.waiting();
    }

    /// How many threads hang.
    int hung() {
        return threads.hung();
    }

    @Override
    public void close() {
        threads.close();
        crashIsolation.close();
    }
}
