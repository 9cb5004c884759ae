package dev.halftone.engine.work;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.ledger.Images.Tried;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.Request;
import dev.halftone.engine.storage.FileName;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.storage.Uploads;
import java.util.List;
import java.util.stream.Stream;

/// Erases a deleted request: first its files, then its rows, which tell what files there may be.
final class EraseRequest {
    private static final int PAGE = 1_000;

    private final Ledger ledger;
    private final ImageStore store;
    private final Uploads uploads;

    EraseRequest(Ledger ledger, ImageStore store, Uploads uploads) {
        this.ledger = ledger;
        this.store = store;
        this.uploads = uploads;
    }

    void run(TaskInstance<Void> task) throws InterruptedException {
        var number = Errand.number(task);
        ledger.requests().look(number).ifPresent(this::eraseFiles);
        while (ledger.transactions().call(() -> ledger.erasure().eraseSome(number))) {
            if (Thread.interrupted()) throw new InterruptedException("shutting down");
        }
    }

    private void eraseFiles(Request request) {
        uploads.delete(request.id());
        for (var page = page(request, 0);
                !page.isEmpty();
                page = page(request, page.getLast().number())) {
            page.stream().flatMap(image -> names(request, image)).forEach(store::delete);
        }
    }

    private List<Tried> page(Request request, long after) {
        return ledger.images().tried(request.number(), after, PAGE);
    }

    private static Stream<FileName> names(Request request, Tried image) {
        return image.fileName()
                .map(name -> Stream.of(new FileName(name)))
                .orElseGet(() -> FileName.candidates(request.id(), image.number()));
    }
}
