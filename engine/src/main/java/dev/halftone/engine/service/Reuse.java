package dev.halftone.engine.service;

import dev.halftone.engine.ledger.FailureCode;
import dev.halftone.engine.ledger.ImageRow;
import dev.halftone.engine.ledger.Origin;
import dev.halftone.engine.ledger.Outcome;
import dev.halftone.engine.ledger.Outcome.Postponed;
import dev.halftone.engine.ledger.Outcome.Succeeded;
import dev.halftone.engine.ledger.Precedent;
import dev.halftone.engine.ledger.Provenance.Reused;
import dev.halftone.engine.ledger.Recall;
import dev.halftone.engine.storage.FileName;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.storage.Published;
import java.util.Optional;

/// Publishes what an earlier request has published under the job's own name, where the source is the same as then: the
/// same source and recipe would give the same bytes.
///
/// Each answer is empty where that cannot be, and the image is to be made.
final class Reuse {
    private final ImageStore store;

    Reuse(ImageStore store) {
        this.store = store;
    }

    /// For a job whose server says that nothing has changed.
    Optional<Outcome> ofUnchanged(ImageJob job) {
        return job.recall()
                .flatMap(recall ->
                        recall.precedent().flatMap(precedent -> publish(job, precedent, origin(recall, precedent))));
    }

    private static Origin origin(Recall recall, Precedent precedent) {
        return new Origin(recall.key(), precedent.content(), precedent.validators());
    }

    /// For a job whose source has come, from wherever: servers say that things are new which are not.
    Optional<Outcome> ofSame(ImageJob job, Origin origin) {
        return job.recall()
                .flatMap(Recall::precedent)
                .filter(precedent -> precedent.content().equals(origin.content()))
                .flatMap(precedent -> publish(job, precedent, origin));
    }

    private Optional<Outcome> publish(ImageJob job, Precedent precedent, Origin origin) {
        var earlier = precedent.published();
        var published = new FileName(earlier.fileName());
        var name = FileName.of(job.request(), job.image(), published.format());
        return store.publishAgain(published, name).map(answer -> switch (answer) {
            case Published.Done() -> succeeded(name, earlier, origin);
            case Published.Failed(var why) -> new Postponed(FailureCode.STORAGE_FAILED, why, Optional.empty());
        });
    }

    private static Outcome succeeded(FileName name, ImageRow.Published earlier, Origin origin) {
        return new Succeeded(
                name.text(),
                earlier.bytesIn(),
                earlier.bytesOut(),
                earlier.width(),
                earlier.height(),
                new Reused(origin));
    }
}
