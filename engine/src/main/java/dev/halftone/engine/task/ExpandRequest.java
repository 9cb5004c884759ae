package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.catalog.ProductReader;
import dev.halftone.engine.ledger.ImageNumbering;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.ProductBatch;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestStatus;
import dev.halftone.engine.storage.Uploads;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;

/// Copies a request's CSV into the ledger and puts its chunks on the agenda, a batch of rows in each transaction. How
/// far it came commits with the rows, so that it goes on there after a crash; chunks are worked on while it still runs.
///
/// It goes on by row number, not by byte offset: reading a million rows again costs two seconds, only after a crash,
/// holds for every encoding, and numbers the images as before.
final class ExpandRequest {
    private final Ledger ledger;
    private final CatalogReader catalogReader;
    private final Uploads uploads;
    private final TaskScheduler taskScheduler;
    private final CancelRequest.Cancellation cancellation;
    private final InstantSource clock;

    ExpandRequest(TaskContext taskContext) {
        this.ledger = taskContext.ledger();
        this.catalogReader = taskContext.catalogReader();
        this.uploads = taskContext.uploads();
        this.taskScheduler = taskContext.taskScheduler();
        this.clock = taskContext.clock();
        this.cancellation = new CancelRequest.Cancellation(taskContext.ledger(), taskContext.taskScheduler());
    }

    void run(TaskInstance<Void> task) throws IOException, InterruptedException {
        var request = ledger.requests().get(TaskNames.number(task));
        if (request.isEmpty()) return;
        if (request.get().unexpandedRows() > 0) expand(request.get());
        uploads.delete(request.get().id());
    }

    private void expand(Request request) throws IOException, InterruptedException {
        var imageNumbering = new ImageNumbering(request.counts().images());
        var adaptiveBatchSize = new AdaptiveBatchSize();
        try (var products = catalogReader.products(uploads.file(request.id()))) {
            for (var row = 0L; row < request.progress().expandedRows(); row++) imageNumbering.next(products.next());
            while (products.hasNext()) {
                if (Thread.interrupted()) throw new InterruptedException("shutting down");
                var batch = nextBatch(products, imageNumbering, adaptiveBatchSize.size());
                if (!ledger.transactions().call(() -> write(request.number(), batch, adaptiveBatchSize))) return;
            }
        }
    }

    /// So many images as are to be written at once, give or take a row's.
    private static ProductBatch nextBatch(ProductReader products, ImageNumbering imageNumbering, int size) {
        var batch = new ArrayList<ProductBatch.NumberedProduct>();
        for (var images = 0; images < size && products.hasNext(); ) {
            var product = imageNumbering.next(products.next());
            batch.add(product);
            images += product.images().size();
        }
        return new ProductBatch(batch);
    }

    /// Answers whether there is still a request to write to.
    private boolean write(long number, ProductBatch batch, AdaptiveBatchSize adaptiveBatchSize) {
        // Not counting the wait for our turn.
        var begun = clock.instant();
        var locked = ledger.requests().lock(number);
        locked.ifPresent(request -> write(request, batch));
        adaptiveBatchSize.adjust(Duration.between(begun, clock.instant()));
        return locked.isPresent();
    }

    private void write(Request request, ProductBatch batch) {
        if (!ledger.requests().recordExpanded(request.number(), batch.firstRow() - 1, batch.lastRow())) {
            throw new IllegalStateException("request " + request.id() + " is being expanded by somebody else");
        }
        ledger.productInserts().write(request, batch);
        var settled = ledger.completion().productsInserted(request, batch.rowsWithEarlierImages());
        if (request.status() == RequestStatus.CANCELLED) cancellation.end(request, batch.newImages());
        else taskScheduler.process(request, batch.newImages());
        if (settled.allImagesEnded()) taskScheduler.finish(settled);
    }
}
