package dev.halftone.engine.work;

import dev.halftone.engine.ledger.CompletionAccounting.Bytes;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.request.Request;
import java.util.List;

/// Ends images of a cancelled request that have not begun.
final class Cancellation {
    private final Ledger ledger;
    private final Agenda agenda;

    Cancellation(Ledger ledger, Agenda agenda) {
        this.ledger = ledger;
        this.agenda = agenda;
    }

    /// Ends those that have not begun between the first of these images and the last, inside a transaction that
    /// holds the request.
    void end(Request request, List<Long> images) {
        if (images.isEmpty()) return;
        var ended = ledger.images()
                .failNotStarted(request.number(), images.getFirst(), images.getLast(), Recorder.CANCELLED);
        var settled = ledger.completion().imagesEnded(request, ended, Bytes.NONE);
        if (settled.allImagesEnded()) agenda.finish(settled);
    }
}
