package dev.halftone.engine.work;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.intake.Intake;
import dev.halftone.engine.intake.Product;
import dev.halftone.engine.intake.ProductReader;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.Request;
import dev.halftone.engine.storage.Uploads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Copies a request's CSV into the ledger and puts its chunks on the agenda, a batch of rows in each transaction. How
/// far
/// it came commits with the rows, so that it goes on there after a crash; chunks are worked on while it still runs.
///
/// It goes on by row number, not by byte offset: skipping rows costs a second for a million, only after a crash, and
/// holds for every encoding.
final class ExpandRequest {
    private static final int BATCH_ROWS = 1_000;

    private final Ledger ledger;
    private final Intake intake;
    private final Uploads uploads;
    private final Agenda agenda;

    ExpandRequest(Ledger ledger, Intake intake, Uploads uploads, Agenda agenda) {
        this.ledger = ledger;
        this.intake = intake;
        this.uploads = uploads;
        this.agenda = agenda;
    }

    void run(TaskInstance<Void> task) throws IOException, InterruptedException {
        var request = ledger.requests().look(Errand.number(task));
        if (request.isEmpty()) return;
        if (request.get().unexpandedRows() > 0) expand(request.get());
        uploads.delete(request.get().id());
    }

    private void expand(Request request) throws IOException, InterruptedException {
        var next = ledger.expansions().placesWritten(request) + 1;
        try (var products = intake.productsAfter(
                uploads.file(request.id()), request.expansion().rows())) {
            while (products.hasNext()) {
                if (Thread.interrupted()) throw new InterruptedException("shutting down");
                var batch = nextBatch(products);
                var first = next;
                if (!ledger.transactions().call(() -> write(request.number(), batch, first))) return;
                next += batch.stream()
                        .mapToLong(product -> product.images().size())
                        .sum();
            }
        }
    }

    private static List<Product> nextBatch(ProductReader products) {
        var batch = new ArrayList<Product>(BATCH_ROWS);
        while (batch.size() < BATCH_ROWS && products.hasNext()) batch.add(products.next());
        return batch;
    }

    /// Answers whether there is still a request to write to.
    private boolean write(long number, List<Product> batch, long firstImage) {
        var locked = ledger.requests().lock(number);
        locked.ifPresent(request -> {
            var images = ledger.expansions().write(request, batch, firstImage);
            var last = batch.getLast().row();
            ledger.requests().expandedTo(number, last);
            agenda.process(request, images);
            var settled =
                    ledger.settlement().afterProducts(request, batch.getFirst().row(), last);
            if (settled.counts().allEnded()) agenda.finish(settled);
        });
        return locked.isPresent();
    }
}
