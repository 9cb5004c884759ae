package dev.halftone.engine.service;

import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.quarantine.Job;
import dev.halftone.engine.quarantine.Mark;
import dev.halftone.engine.quarantine.Quarantine;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageCodec;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed;

/// Where images are coded: on threads of this process, as many as there are processors, because more would only take
/// turns; suspects apart, in processes of their own, and so is everything once as many threads hang.
public final class Codecs implements AutoCloseable {
    private final ImageCodec imageCodec;
    private final Quarantine quarantine;
    private final CodecThreads threads;

    public Codecs(ImageCodec imageCodec, Quarantine quarantine, int atOnce) {
        this.imageCodec = imageCodec;
        this.quarantine = quarantine;
        this.threads = new CodecThreads(atOnce);
    }

    /// What makes the same bytes of the same source and recipe.
    String identity() {
        return imageCodec.outputVersion();
    }

    /// Waits for a place, then for the work. An interrupt gives the result up.
    Recompressed recompress(ImageBytes source, Recipe recipe, FairnessKey fairnessKey) throws InterruptedException {
        var job = new Job(source, recipe);
        var mark = Mark.of(source);
        return quarantine.holds(mark) || threads.areLost()
                ? quarantine.recompress(mark, job, fairnessKey)
                : recompress(mark, job, fairnessKey);
    }

    private Recompressed recompress(Mark mark, Job job, FairnessKey fairnessKey) throws InterruptedException {
        return threads.run(
                        () -> quarantine.watch(mark, () -> imageCodec.recompress(job.source(), job.recipe())),
                        fairnessKey,
                        quarantine.patience())
                .orElseGet(() -> quarantine.hangs(mark));
    }

    /// How many images wait for a thread.
    int waiting() {
        return threads.waiting();
    }

    /// How many threads hang.
    int lost() {
        return threads.lost();
    }

    @Override
    public void close() {
        threads.close();
        quarantine.close();
    }
}
