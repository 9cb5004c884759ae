package dev.halftone.engine;

import dev.halftone.engine.catalog.OutputCsv;
import dev.halftone.engine.ledger.FailureCounts;
import dev.halftone.engine.ledger.ImageRow;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.ProductSearch;
import dev.halftone.engine.ledger.Products;
import dev.halftone.engine.ledger.RequestSearch;
import dev.halftone.engine.ledger.Requests.Tally;
import dev.halftone.engine.ledger.ServiceJobs;
import dev.halftone.engine.ledger.ThroughputHistory;
import dev.halftone.engine.ledger.WebhookDeliveries;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.report.ImagesZip;
import dev.halftone.engine.report.OutputReport;
import dev.halftone.engine.report.RecentProgress;
import dev.halftone.engine.report.StatusReport;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.ImageStatus;
import dev.halftone.engine.request.ProductStatus;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.ShareToken;
import dev.halftone.engine.request.Waiting;
import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.engine.task.RequestFiles;
import dev.halftone.engine.task.RetryFailedImages;
import dev.halftone.engine.task.TaskContext;
import dev.halftone.engine.task.TaskScheduler;
import dev.halftone.engine.task.WaitingImages;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Answers everything about requests, to their owners only, and changes them.
public final class RequestService {
    private static final int PAGE = 500;

    /// Before the end, a product of which an image has failed is still pending.
    private static final ProductSearch.Filter MAYBE_FAILED =
            new ProductSearch.Filter(Set.of(ProductStatus.PENDING, ProductStatus.PARTIAL, ProductStatus.FAILED), "");

    private final Ledger ledger;
    private final TaskScheduler scheduler;
    private final StatusReport.Availability availability;
    private final InstantSource clock;
    private final RecentProgress recentProgress;
    private final ImageService imageService;
    private final OutputReport outputs;
    private final ImagesZip images;
    private final RetryFailedImages retry;
    private final AddressGuard guard;

    RequestService(TaskContext context, StatusReport.Availability availability, AddressGuard guard) {
        this.ledger = context.ledger();
        this.scheduler = context.scheduler();
        this.clock = context.clock();
        this.availability = availability;
        this.imageService = context.imageService();
        this.outputs = new OutputReport(ledger, context.catalog(), context.uploads());
        this.images = new ImagesZip(ledger, context.imageStore());
        this.retry = new RetryFailedImages(ledger, scheduler, clock);
        this.guard = guard;
        this.recentProgress =
                new RecentProgress(request -> ledger.throughput().of(request).map(ThroughputHistory.Throughput::end));
    }

    /// An owner's request by its id. All methods below take the request that this one returns.
    public Optional<Request> find(String owner, RequestId id) {
        return ledger.requests().find(owner, id);
    }

    /// The current state of requests; deleted ones are left out.
    public List<Request> reload(Collection<Request> requests) {
        return ledger.requests().getAll(requests.stream().map(Request::number).toList());
    }

    public StatusReport status(Request request) {
        var now = clock.instant();
        return StatusReport.of(
                request, activity(request, now), ledger.deliveries().newest(request), availability, now);
    }

    /// The status for those with whom a request [is shared][#findShared].
    public StatusReport sharedStatus(Request request) {
        var now = clock.instant();
        return StatusReport.ofShared(request, activity(request, now), availability, now);
    }

    /// Looking for what images wait for takes some queries, so it is only done while none ends.
    private StatusReport.Activity activity(Request request, Instant now) {
        if (request.times().finished().isPresent()) return StatusReport.Activity.NONE;
        var handedOver = handedOver(List.of(request)).getOrDefault(request.number(), 0L);
        var recent = recentProgress.look(request, now);
        return new StatusReport.Activity(
                handedOver, recent.imagesPerSecond(), recent.standsStill() ? waiting(request) : Optional.empty());
    }

    /// In how many places of their CSV these requests have images at a service elsewhere, by the number of the request;
    /// without those that have none.
    public Map<Long, Long> handedOver(Collection<Request> requests) {
        return ledger.serviceJobs()
                .waitingPlaces(requests.stream().map(Request::number).toList());
    }

    /// A page of an owner's requests, newest first.
    ///
    /// @param before only requests with lower numbers
    public List<Request> newestFirst(String owner, long before, int limit) {
        return newestFirst(owner, before, limit, RequestSearch.Filter.NONE);
    }

    /// The same, of those that match the filter.
    public List<Request> newestFirst(String owner, long before, int limit, RequestSearch.Filter filter) {
        return ledger.requestSearch().newestFirst(owner, before, limit, filter);
    }

    /// The number of requests and images of all owners, by the status of the request.
    public List<Tally> tallies() {
        return ledger.requests().tallies();
    }

    /// When the request was accepted whose images have waited longest; empty if no image waits.
    public Optional<Instant> oldestBacklog() {
        return ledger.requests().oldestOpen();
    }

    /// The number of webhook messages of all owners of this status: pending or failed.
    public long undeliveredWebhooks(WebhookDeliveries.Status status) {
        return ledger.deliveries().countUndelivered(status);
    }

    /// See [Ledger#oldestSnapshotAge].
    public long oldestSnapshotAge() {
        return ledger.oldestSnapshotAge();
    }

    /// What waits for an image service elsewhere.
    public ServiceJobs.Backlog serviceBacklog() {
        return ledger.serviceJobs().backlog();
    }

    /// A page of products.
    ///
    /// @param after only products with higher numbers
    /// @param status only products of this status; empty for all
    public List<ProductView> products(Request request, long after, int limit, Optional<ProductStatus> status) {
        var rows = status.map(only -> ledger.products().after(request, after, limit, only))
                .orElseGet(() -> ledger.products().after(request, after, limit));
        return views(request, rows);
    }

    /// The products with these numbers.
    public List<ProductView> products(Request request, List<Long> numbers) {
        return views(request, ledger.products().of(request, numbers));
    }

    /// A page of the products that match the filter. There may be more even where the page has few or none:
    /// `next` is the number after which to continue.
    public ProductPage products(Request request, long after, int limit, ProductSearch.Filter filter) {
        var found = ledger.productSearch().page(request, after, limit, filter);
        return new ProductPage(views(request, found.products()), found.next());
    }

    public record ProductPage(List<ProductView> products, Optional<Long> next) {}

    /// A product and its images.
    public record ProductView(Products.Row product, List<Products.Place> places) {}

    private List<ProductView> views(Request request, List<Products.Row> rows) {
        var places = ledger.products().images(request, rows);
        return rows.stream()
                .map(row -> new ProductView(row, places.getOrDefault(row.number(), List.of())))
                .toList();
    }

    /// The failed places of a request in the order of its CSV. They are read in pages when they are needed.
    public Stream<FailedPlace> failedPlaces(Request request) {
        var first = products(request, 0, PAGE, MAYBE_FAILED);
        return Stream.iterate(
                        Optional.of(first),
                        Optional::isPresent,
                        page -> page.get().next().map(after -> products(request, after, PAGE, MAYBE_FAILED)))
                .flatMap(page -> page.get().products().stream())
                .flatMap(view -> view.places().stream()
                        .filter(place -> place.image().status() == ImageStatus.FAILED)
                        .map(place -> new FailedPlace(
                                view.product(), place, place.image().failure().orElseThrow())));
    }

    /// A place of the CSV whose image failed.
    public record FailedPlace(Products.Row product, Products.Place place, ImageRow.Failure failure) {
        private OutputCsv.FailedPlace row() {
            return new OutputCsv.FailedPlace(
                    new OutputCsv.Row(
                            product.serialNumber(),
                            product.productName(),
                            place.image().url(),
                            ""),
                    place.position(),
                    failure.code(),
                    failure.message());
        }
    }

    /// Writes `failed.csv`: a row for each failed place, with its URL, and why it failed. It is a catalogue, too: of
    /// these images only.
    public void writeFailures(Request request, OutputCsv.CellStyle cellStyle, OutputStream out) throws IOException {
        OutputCsv.writeFailures(
                failedPlaces(request)
                        .map(failed -> failed.row().written(cellStyle))
                        .iterator(),
                out);
    }

    /// The names of the image files that a request has published, or may have published, in pages.
    public Stream<List<ImageFileName>> fileNames(Request request) {
        return new RequestFiles(ledger).pages(request);
    }

    /// Whether anything is left of deleted requests.
    public boolean hasDeleted() {
        return ledger.requests().hasDeleted();
    }

    /// Why images of a request failed, the most frequent reason first.
    public List<FailureCounts.Group> failures(Request request) {
        return ledger.failures().of(request);
    }

    /// How fast images end in the current round of a request; empty until the first one has ended.
    public Optional<ThroughputHistory.Throughput> throughput(Request request) {
        return ledger.throughput().of(request);
    }

    /// What images of a request wait for: their hosts, or the storage; empty when none waits. Only the node that
    /// cannot store anything knows that.
    public Optional<Waiting> waiting(Request request) {
        return imageService
                .storageProblem()
                .or(ledger::problem)
                .map(Waiting::forStorage)
                .or(() -> new WaitingImages(ledger, clock).of(request));
    }

    /// Writes the output CSV in its current state. Once the request has ended, the bytes are always the same.
    public void writeOutput(Request request, OutputStream out) throws IOException {
        writeOutput(request, OutputCsv.CellStyle.ORIGINAL, out);
    }

    /// The same, with another style of cells.
    public void writeOutput(Request request, OutputCsv.CellStyle cellStyle, OutputStream out) throws IOException {
        outputs.write(request, cellStyle, out);
    }

    /// Writes the images published so far as a ZIP archive.
    public void writeImages(Request request, OutputStream out) throws IOException {
        images.write(request, out);
    }

    /// Writes the uploaded workbook with new URLs. Only if the upload [is one][CatalogOptions#isWorkbook].
    public void writeWorkbook(Request request, OutputStream out) throws IOException {
        outputs.writeWorkbook(request, out);
    }

    /// Writes the report of a request in its current state: the four columns of the output CSV, in every layout.
    public void writeReport(Request request, OutputCsv.CellStyle cellStyle, OutputStream out) throws IOException {
        outputs.writeFourColumns(request, cellStyle, out);
    }

    /// Cancels a request: images that have not started fail with `cancelled`.
    ///
    /// @return whether there was anything left to cancel
    public boolean cancel(Request request) {
        return ledger.transactions().call(() -> {
            var cancelled = ledger.requests().cancel(request.number());
            if (cancelled) scheduler.cancel(request, ledger.openRequests().besides(request));
            return cancelled;
        });
    }

    /// Retries the failed images of a request, and only those.
    ///
    /// @return in how many places of the CSV they stand; 0 leaves the request unchanged
    public long retry(Request request) {
        return retry(request, Set.of());
    }

    /// Retries the images of a request that failed for these reasons; for any, if there are none.
    ///
    /// @return in how many places of the CSV they stand; 0 leaves the request unchanged
    public long retry(Request request, Set<FailureCode> codes) {
        return retry.start(request.number(), codes);
    }

    /// Retries failed images of a request with other URLs in the place of theirs.
    ///
    /// @param urls new URLs by old ones, at least one
    public UrlReplacement.Result replaceUrls(Request request, Map<String, String> urls) {
        return new UrlReplacement(ledger, guard, retry).start(request, urls);
    }

    /// Lets anyone read a request who has the URL of this page. Called again, it gives the same URL.
    ///
    /// @return empty if the request was deleted just now
    public Optional<String> share(Request request) {
        return ledger.transactions()
                .call(() -> ledger.requests()
                        .lock(request.number())
                        .map(locked -> ledger.requests().share(locked.number(), ShareToken.random())))
                .map(availability.url()::page);
    }

    /// Makes the URL of a shared request invalid for good.
    public void unshare(Request request) {
        ledger.transactions()
                .run(() -> ledger.requests()
                        .lock(request.number())
                        .ifPresent(locked -> ledger.requests().unshare(locked.number())));
    }

    /// The request that is shared by this token. Only for reading: who asks may be anyone.
    public Optional<Request> findShared(ShareToken token) {
        return ledger.requests().findShared(token);
    }

    /// Hides a request at once; its rows and images are deleted later.
    public void delete(Request request) {
        ledger.transactions()
                .run(() -> ledger.requests()
                        .delete(request.owner(), request.id(), clock.instant())
                        .ifPresent(scheduler::purge));
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
            scheduler.deliver(delivery.number());
        }));
        return newest.isPresent();
    }
}
