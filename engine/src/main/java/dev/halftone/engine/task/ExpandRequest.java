package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.catalog.ProductReader;
import dev.halftone.engine.ledger.ImageNumbering;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.ProductBatch;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.request.LogContext;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestStatus;
import dev.halftone.engine.storage.Uploads;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;

/// Copies a request's CSV into the ledger and schedules its chunks, a batch of rows in each transaction. Progress
/// commits with the rows, so a restart continues after the last batch. Chunks are processed while expansion still
/// runs.
///
/// Expansion resumes by row number, not by byte offset. Reading a million rows again takes two seconds, happens only
/// after a crash, works for every encoding, and gives the images the same numbers.
final class ExpandRequest {
    private final Ledger ledger;
    private final CatalogReader catalog;
    private final Uploads uploads;
    private final TaskScheduler scheduler;
    private final CancelRequest cancelRequest;
    private final InstantSource clock;

    ExpandRequest(TaskContext context) {
        this.ledger = context.ledger();
        this.catalog = context.catalog();
        this.uploads = context.uploads();
        this.scheduler = context.scheduler();
        this.clock = context.clock();
        this.cancelRequest = new CancelRequest(context);
    }

    void run(TaskInstance<Void> task) throws IOException, InterruptedException {
        var request = ledger.requests().get(TaskNames.number(task));
        if (request.isEmpty()) return;
        if (request.get().unexpandedRows() > 0) expand(request.get());
    }

    private void expand(Request request) throws IOException, InterruptedException {
        var numbering = new ImageNumbering(request.counts().images());
        var batchSize = new AdaptiveBatchSize();
        try (var _ = LogContext.of(request.id());
                var upload = uploads.open(request.id());
                var products = catalog.products(upload.path(), request.options().catalog())) {
            for (var row = 0L; row < request.progress().expandedRows(); row++) numbering.next(products.next());
            while (products.hasNext()) {
                if (Thread.interrupted()) throw new InterruptedException("shutting down");
                var batch = nextBatch(products, numbering, batchSize.size());
                var fairnessKey = new FairnessKey(request.id().text(), batch.firstRow());
                var exists =
                        ledger.transactions().callInTurn(fairnessKey, () -> write(request.number(), batch, batchSize));
                if (!exists) return;
            }
        }
    }

    /// The next products, with about `size` images; the last product is not split.
    private static ProductBatch nextBatch(ProductReader products, ImageNumbering numbering, int size) {
        var batch = new ArrayList<ProductBatch.NumberedProduct>();
        for (var images = 0; images < size && products.hasNext(); ) {
            var product = numbering.next(products.next());
            batch.add(product);
            images += product.images().size();
        }
        return new ProductBatch(batch);
    }

    /// Returns whether the request still exists.
    private boolean write(long number, ProductBatch batch, AdaptiveBatchSize batchSize) {
        // Started inside the transaction: the wait for the database's writer does not count.
        var started = clock.instant();
        var locked = ledger.requests().lock(number);
        locked.ifPresent(request -> write(request, batch));
        batchSize.adjust(Duration.between(started, clock.instant()));
        return locked.isPresent();
    }

    private void write(Request request, ProductBatch batch) {
        if (!ledger.requests().recordExpanded(request.number(), batch.firstRow() - 1, batch.lastRow())) {
            throw new IllegalStateException("request " + request.id() + " is being expanded by another task");
        }
        ledger.productInserts().write(request, batch);
        var updated = ledger.completion().productsInserted(request, batch.rowsWithEarlierImages());
        if (request.status() == RequestStatus.CANCELLED) cancelRequest.failNotStarted(request, batch.newImages());
        else scheduler.process(request, batch.newImages(), ledger.openRequests().besides(request));
        if (updated.allImagesEnded()) scheduler.finish(updated);
    }
}
