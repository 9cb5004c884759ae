package dev.halftone.engine;

import dev.halftone.engine.catalog.OutputCsv;
import dev.halftone.engine.ledger.FailureCounts;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.ProductSearch;
import dev.halftone.engine.ledger.Products;
import dev.halftone.engine.ledger.Requests.Tally;
import dev.halftone.engine.ledger.ThroughputHistory;
import dev.halftone.engine.ledger.WebhookDeliveries;
import dev.halftone.engine.report.OutputReport;
import dev.halftone.engine.report.StatusReport;
import dev.halftone.engine.request.ProductStatus;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.task.RetryFailedImages;
import dev.halftone.engine.task.TaskScheduler;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Answers everything about requests that were accepted, to their owners only.
public final class RequestService {
    private final Ledger ledger;
    private final TaskScheduler taskScheduler;
    private final PublicUrl url;
    private final InstantSource clock;

    public RequestService(Ledger ledger, TaskScheduler taskScheduler, PublicUrl url, InstantSource clock) {
        this.ledger = ledger;
        this.taskScheduler = taskScheduler;
        this.url = url;
        this.clock = clock;
    }

    /// The request of that name, if it is this owner's. What follows takes the request that this gives.
    public Optional<Request> find(String owner, RequestId id) {
        return ledger.requests().find(owner, id);
    }

    public StatusReport status(Request request) {
        var newest = ledger.deliveries().newest(request);
        return StatusReport.of(request, newest, url, clock.instant());
    }

    /// A page of an owner's requests, newest first: those whose number lies below `before`.
    public List<Request> newestFirst(String owner, long before, int limit) {
        return ledger.requests().newestFirst(owner, before, limit);
    }

    /// How many requests there are and how their images stand, by the status of the request: all owners'.
    public List<Tally> tallies() {
        return ledger.requests().tallies();
    }

    /// A page of products: those whose number lies above `after`, of one status or of any.
    public List<ProductView> products(Request request, long after, int limit, Optional<ProductStatus> status) {
        var rows = status.map(only -> ledger.products().after(request, after, limit, only))
                .orElseGet(() -> ledger.products().after(request, after, limit));
        return views(request, rows);
    }

    /// A page of those that pass the filter, and after which number to look for more: there may be more where
    /// the page has few or none.
    public ProductPage products(Request request, long after, int limit, ProductSearch.Filter filter) {
        var found = ledger.productSearch().page(request, after, limit, filter);
        return new ProductPage(views(request, found.products()), found.next());
    }

    public record ProductPage(List<ProductView> products, Optional<Long> next) {}

    private List<ProductView> views(Request request, List<Products.Row> rows) {
        var places = ledger.products().images(request, rows);
        return rows.stream()
                .map(row -> new ProductView(row, places.getOrDefault(row.number(), List.of())))
                .toList();
    }

    /// A product and what stands in its places.
    public record ProductView(Products.Row product, List<Products.Place> places) {}

    /// Why images of a request failed, the most frequent reason first.
    public List<FailureCounts.Group> failures(Request request) {
        return ledger.failures().of(request);
    }

    /// How fast the present round of a request goes, or went; empty before its first image has ended.
    public Optional<ThroughputHistory.Throughput> pace(Request request) {
        return ledger.throughput().of(request);
    }

    /// Writes the output CSV as it stands; once the request has ended, the same bytes every time.
    public void writeOutput(Request request, OutputStream out) throws IOException {
        writeOutput(request, OutputCsv.CellStyle.ORIGINAL, out);
    }

    /// The same, its cells written in another way.
    public void writeOutput(Request request, OutputCsv.CellStyle cellStyle, OutputStream out) throws IOException {
        new OutputReport(ledger).write(request, cellStyle, out);
    }

    /// Cancels the request: images not yet begun are failed with `cancelled`.
    ///
    /// @return whether there was anything left to cancel
    public boolean cancel(Request request) {
        return ledger.transactions().call(() -> {
            var cancelled = ledger.requests().cancel(request.number());
            if (cancelled) taskScheduler.cancel(request);
            return cancelled;
        });
    }

    /// Tries the failed images again, and only those.
    ///
    /// @return in how many places of the CSV they stand; none leaves the request as it is
    public long retry(Request request) {
        return new RetryFailedImages(ledger, taskScheduler).start(request.number());
    }

    /// Hides the request at once, and has its rows and images erased.
    public void delete(Request request) {
        ledger.transactions()
                .run(() -> ledger.requests()
                        .delete(request.owner(), request.id(), clock.instant())
                        .ifPresent(taskScheduler::purge));
    }

    /// The webhook messages of a request and every attempt to deliver them, newest first.
    public List<WebhookDeliveries.Log> deliveries(Request request) {
        return ledger.deliveries().logs(request);
    }

    /// Sends the newest webhook message of a request again, under the same id.
    ///
    /// @return whether there is one
    public boolean redeliver(Request request) {
        var newest = ledger.deliveries().newest(request);
        newest.ifPresent(delivery -> ledger.transactions().run(() -> {
            ledger.deliveries().requestRedelivery(delivery);
            taskScheduler.deliver(delivery.number());
        }));
        return newest.isPresent();
    }
}
