package dev.halftone.engine;

import dev.halftone.engine.SubmitResult.Accepted;
import dev.halftone.engine.SubmitResult.InvalidCsv;
import dev.halftone.engine.SubmitResult.KeyReused;
import dev.halftone.engine.SubmitResult.NotStored;
import dev.halftone.engine.SubmitResult.Repeated;
import dev.halftone.engine.SubmitResult.TooLarge;
import dev.halftone.engine.SubmitResult.TooManyOpen;
import dev.halftone.engine.catalog.CatalogCheck;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.catalog.GzipInput;
import dev.halftone.engine.catalog.OutputCsv;
import dev.halftone.engine.database.Transactions.CommitOutcomeUnknownException;
import dev.halftone.engine.ledger.FailureCounts;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.ProductSearch;
import dev.halftone.engine.ledger.Products;
import dev.halftone.engine.ledger.Requests.Tally;
import dev.halftone.engine.ledger.ServiceJobs;
import dev.halftone.engine.ledger.ThroughputHistory;
import dev.halftone.engine.ledger.WebhookDeliveries;
import dev.halftone.engine.report.ImagesZip;
import dev.halftone.engine.report.OutputReport;
import dev.halftone.engine.report.ReportJson;
import dev.halftone.engine.report.StatusReport;
import dev.halftone.engine.request.CatalogOptions;
import dev.halftone.engine.request.NewRequest;
import dev.halftone.engine.request.NewRequest.Idempotency;
import dev.halftone.engine.request.NewRequest.Size;
import dev.halftone.engine.request.ProductStatus;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.RequestOptions.WebhookTarget;
import dev.halftone.engine.request.Sha256;
import dev.halftone.engine.storage.Uploads;
import dev.halftone.engine.task.RetryFailedImages;
import dev.halftone.engine.task.TaskContext;
import dev.halftone.engine.task.TaskScheduler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Takes uploads, and answers everything about the requests that came from them, to their owners only.
public final class RequestService {
    private static final Logger log = LoggerFactory.getLogger(RequestService.class);

    private final Ledger ledger;
    private final Uploads uploads;
    private final CatalogReader catalog;
    private final TaskScheduler scheduler;
    private final Settings settings;
    private final PublicUrl publicUrl;
    private final InstantSource clock;
    private final Supplier<Optional<String>> workProblem;
    private final OutputReport outputs;
    private final ImagesZip images;
    private final JsonMapper json = ReportJson.mapper();

    /// @param workProblem why no work can begin now; empty when it can
    RequestService(
            TaskContext context, Settings settings, PublicUrl publicUrl, Supplier<Optional<String>> workProblem) {
        this.ledger = context.ledger();
        this.uploads = context.uploads();
        this.catalog = context.catalog();
        this.scheduler = context.scheduler();
        this.clock = context.clock();
        this.settings = settings;
        this.publicUrl = publicUrl;
        this.workProblem = workProblem;
        this.outputs = new OutputReport(ledger, catalog, uploads);
        this.images = new ImagesZip(ledger, context.imageStore());
    }

    /// Accepts a valid upload. An upload is accepted only when it is safe on disk and in the ledger, together
    /// with the task that starts the work.
    ///
    /// @throws IOException when the client's stream breaks off
    public SubmitResult submit(Submission submission) throws IOException {
        try {
            return switch (spool(submission.id(), submission.csv())) {
                case Uploads.SpoolResult.Stored stored -> submit(submission, stored);
                case Uploads.SpoolResult.TooLarge(var maxBytes) -> new TooLarge(maxBytes);
                case Uploads.SpoolResult.Failed(var message) -> new NotStored(message);
            };
        } catch (GzipInput.DamagedGzipException e) {
            return new InvalidCsv(e.violations());
        }
    }

    /// Stores what a compressed file contains, so that nothing after this has to know of compression.
    private Uploads.SpoolResult spool(RequestId id, InputStream file) throws IOException {
        return uploads.spool(id, GzipInput.decompressed(file), settings.maxUploadBytes());
    }

    /// Checks a file as [#submit] would, and keeps nothing of it.
    ///
    /// @throws IOException when the client's stream breaks off
    public ValidationResult validate(InputStream file, CatalogOptions options) throws IOException {
        var id = RequestId.random();
        try {
            return switch (spool(id, file)) {
                case Uploads.SpoolResult.Stored stored ->
                    new ValidationResult.Checked(catalog.check(stored.file(), options));
                case Uploads.SpoolResult.TooLarge(var maxBytes) -> new ValidationResult.TooLarge(maxBytes);
                case Uploads.SpoolResult.Failed(var message) -> new ValidationResult.NotStored(message);
            };
        } catch (GzipInput.DamagedGzipException e) {
            return new ValidationResult.Checked(new CatalogCheck.Rejected(e.violations(), CatalogCheck.Summary.NONE));
        } finally {
            uploads.discard(id);
        }
    }

    /// The result of checking a file without a request.
    public sealed interface ValidationResult {
        record Checked(CatalogCheck check) implements ValidationResult {}

        record TooLarge(long maxBytes) implements ValidationResult {}

        /// The disk failed.
        ///
        /// @param message the reason; safe to show to clients
        record NotStored(String message) implements ValidationResult {}
    }

    /// While no work can begin, nothing is asked of the database: it may take long to fail.
    private SubmitResult submit(Submission submission, Uploads.SpoolResult.Stored upload) throws IOException {
        var problem = workProblem.get();
        if (problem.isPresent()) {
            uploads.discard(submission.id());
            return new NotStored(problem.get());
        }
        return submitWhileWorking(submission, upload);
    }

    private SubmitResult submitWhileWorking(Submission submission, Uploads.SpoolResult.Stored upload)
            throws IOException {
        var mayBeAccepted = false;
        try {
            var result = check(submission, upload);
            mayBeAccepted = result instanceof Accepted;
            return result;
        } catch (CommitOutcomeUnknownException e) {
            // The request may appear later, and needs its upload then. If it does not, the clean-up deletes the file.
            mayBeAccepted = true;
            throw e;
        } finally {
            // A commit that reported a failure may have succeeded, and an accepted upload must be kept.
            if (!mayBeAccepted && !ledger.requests().exists(submission.id())) uploads.discard(submission.id());
        }
    }

    private SubmitResult check(Submission submission, Uploads.SpoolResult.Stored upload) throws IOException {
        var idempotency =
                new Idempotency(submission.idempotencyKey(), idempotencyDigest(upload.sha256(), submission.options()));
        var earlier = findEarlier(submission, idempotency);
        if (earlier.isPresent()) return earlier.get();
        // Spares the check of the CSV. The count that matters is in the transaction.
        if (isFull(ledger.openRequests().count(submission.owner()))) return earlierOrFull(submission, idempotency);
        return switch (catalog.check(upload.file(), submission.options().catalog())) {
            case CatalogCheck.Rejected(var violations, var _) -> new InvalidCsv(violations);
            case CatalogCheck.Accepted csv -> accept(submission, idempotency, csv);
        };
    }

    private SubmitResult accept(Submission submission, Idempotency idempotency, CatalogCheck.Accepted csv) {
        var problem = uploads.keep(submission.id());
        if (problem.isPresent()) return new NotStored(problem.get());
        var inserted = ledger.transactions().call(() -> insert(newRequest(submission, idempotency, csv)));
        return switch (inserted) {
            case Insertion.Inserted(var number) -> {
                log.info("request {} accepted: {} rows, {} images", submission.id(), csv.rows(), csv.images());
                yield new Accepted(ledger.requests().get(number).orElseThrow());
            }
            // Another submission with the same key may have been inserted after we looked.
            case Insertion.KeyUsed() -> findEarlier(submission, idempotency).orElseGet(KeyReused::new);
            case Insertion.Full() -> earlierOrFull(submission, idempotency);
        };
    }

    /// Another submission with the same key may have taken the last place after we looked.
    private SubmitResult earlierOrFull(Submission submission, Idempotency idempotency) {
        return findEarlier(submission, idempotency).orElseGet(() -> new TooManyOpen(settings.maxOpenRequests()));
    }

    /// The result of an attempt to insert a request.
    private sealed interface Insertion {
        record Inserted(long number) implements Insertion {}

        record KeyUsed() implements Insertion {}

        record Full() implements Insertion {}
    }

    /// Counts, inserts and schedules in one transaction, so that simultaneous uploads cannot exceed the
    /// limit.
    private Insertion insert(NewRequest request) {
        if (isFull(ledger.openRequests().lockAndCount(request.owner()))) return new Insertion.Full();
        var number = ledger.requests().accept(request, clock.instant());
        number.ifPresent(
                inserted -> scheduler.expand(inserted, ledger.openRequests().besides(request.owner(), inserted)));
        return number.<Insertion>map(Insertion.Inserted::new).orElseGet(Insertion.KeyUsed::new);
    }

    private boolean isFull(long openRequests) {
        return openRequests >= settings.maxOpenRequests();
    }

    private Optional<SubmitResult> findEarlier(Submission submission, Idempotency idempotency) {
        return idempotency
                .key()
                .flatMap(key -> ledger.requests().findByKey(submission.owner(), key))
                .map(request -> request.idempotency().digest().equals(idempotency.digest())
                        ? new Repeated(request)
                        : new KeyReused());
    }

    private NewRequest newRequest(Submission submission, Idempotency idempotency, CatalogCheck.Accepted csv) {
        var warnings = json.writeValueAsString(csv.warnings().first());
        var size = new Size(csv.rows(), csv.images(), warnings, csv.warnings().count());
        var options = submission.options();
        var found = options.catalog()
                .with(csv.summary().layout().orElseThrow(), csv.summary().sheet());
        return new NewRequest(
                submission.id(),
                submission.owner(),
                options.withCatalog(found),
                // Output URLs are listed with commas between them.
                settings.imageBaseUrl().replace(",", "%2C"),
                idempotency,
                size);
    }

    /// A digest that is equal for two submissions exactly when they ask for the same: SHA-256 over the upload
    /// and every option, in lower-case hexadecimal.
    ///
    /// @param sha256 of the upload, in hexadecimal digits
    public static String idempotencyDigest(String sha256, RequestOptions options) {
        var webhook = options.webhook().map(WebhookTarget::url).orElse("");
        var secret = options.webhook().flatMap(WebhookTarget::secret).orElse("");
        // A default adds nothing, so digests from before the option existed stay valid.
        var cache = options.cacheUse() == RequestOptions.CacheUse.USE
                ? ""
                : "\0cache=" + options.cacheUse().text();
        var charset = options.catalog()
                .charset()
                .map(declared -> "\0charset=" + declared)
                .orElse("");
        var catalog = options.catalog().withCharset(Optional.empty());
        var others = catalog.equals(CatalogOptions.defaults()) ? "" : "\0catalog=" + catalog;
        return Sha256.hex(
                String.join("\0", sha256, options.recipe().toString(), webhook, secret) + cache + charset + others);
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
        var newest = ledger.deliveries().newest(request);
        var handedOver = handedOver(List.of(request)).getOrDefault(request.number(), 0L);
        return StatusReport.of(request, handedOver, newest, publicUrl, clock.instant());
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
        return ledger.requests().newestFirst(owner, before, limit);
    }

    /// The number of requests and images of all owners, by the status of the request.
    public List<Tally> tallies() {
        return ledger.requests().tallies();
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

    /// Why images of a request failed, the most frequent reason first.
    public List<FailureCounts.Group> failures(Request request) {
        return ledger.failures().of(request);
    }

    /// How fast images end in the current round of a request; empty until the first one has ended.
    public Optional<ThroughputHistory.Throughput> throughput(Request request) {
        return ledger.throughput().of(request);
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
        return new RetryFailedImages(ledger, scheduler).start(request.number());
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

    /// An upload with its options.
    ///
    /// @param owner the owner of the request; empty on a server without API keys
    /// @param csv is read once, to its end
    public record Submission(
            RequestId id, String owner, InputStream csv, RequestOptions options, Optional<String> idempotencyKey) {}

    /// Limits for uploads, and where images are published.
    ///
    /// @param maxUploadBytes the size of the largest upload
    /// @param maxOpenRequests how many unfinished requests an owner may have
    /// @param imageBaseUrl the prefix of every output URL
    public record Settings(long maxUploadBytes, long maxOpenRequests, String imageBaseUrl) {
        public static final long DEFAULT_MAX_UPLOAD_BYTES = 1L << 30;

        public static final long DEFAULT_MAX_OPEN_REQUESTS = 10_000;

        public Settings(long maxUploadBytes, String imageBaseUrl) {
            this(maxUploadBytes, DEFAULT_MAX_OPEN_REQUESTS, imageBaseUrl);
        }

        public Settings {
            if (maxOpenRequests < 1) throw new IllegalArgumentException("max-open-requests must be at least 1");
            if (maxUploadBytes < 1) throw new IllegalArgumentException("max-upload-bytes must be at least 1");
        }
    }
}
