package dev.halftone.engine;

import dev.halftone.engine.SubmitResult.Accepted;
import dev.halftone.engine.SubmitResult.InvalidCsv;
import dev.halftone.engine.SubmitResult.KeyReused;
import dev.halftone.engine.SubmitResult.NotStored;
import dev.halftone.engine.SubmitResult.Repeated;
import dev.halftone.engine.SubmitResult.SourceNotFound;
import dev.halftone.engine.SubmitResult.TooLarge;
import dev.halftone.engine.SubmitResult.TooManyDownloads;
import dev.halftone.engine.SubmitResult.TooManyOpen;
import dev.halftone.engine.catalog.CatalogCheck;
import dev.halftone.engine.catalog.GzipInput;
import dev.halftone.engine.database.Transactions.CommitOutcomeUnknownException;
import dev.halftone.engine.fetch.CatalogDownloader;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.report.ReportJson;
import dev.halftone.engine.request.CatalogOptions;
import dev.halftone.engine.request.LogContext;
import dev.halftone.engine.request.NewRequest;
import dev.halftone.engine.request.NewRequest.Idempotency;
import dev.halftone.engine.request.NewRequest.Size;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.RequestOptions.WebhookTarget;
import dev.halftone.engine.request.Sha256;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.storage.Uploads;
import dev.halftone.engine.task.TaskContext;
import dev.halftone.engine.task.TaskScheduler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Takes uploads: checks them, and accepts each valid one as a request.
public final class SubmissionService {
    private static final Logger log = LoggerFactory.getLogger(SubmissionService.class);

    private final Ledger ledger;
    private final Uploads uploads;
    private final CatalogIntake intake;
    private final TaskScheduler scheduler;
    private final Settings settings;
    private final InstantSource clock;
    private final Supplier<Optional<String>> workProblem;
    private final JsonMapper json = ReportJson.mapper();

    /// @param workProblem why no work can begin now; empty when it can
    SubmissionService(
            TaskContext context, CatalogIntake intake, Settings settings, Supplier<Optional<String>> workProblem) {
        this.intake = intake;
        this.ledger = context.ledger();
        this.uploads = context.uploads();
        this.scheduler = context.scheduler();
        this.clock = context.clock();
        this.settings = settings;
        this.workProblem = workProblem;
    }

    /// Accepts a valid upload. An upload is accepted only when it is safe on disk and in the ledger, together
    /// with the task that starts the work.
    ///
    /// @throws IOException when the client's stream breaks off
    public SubmitResult submit(Submission submission) throws IOException {
        try (var _ = LogContext.of(submission.id())) {
            return switch (submission.file()) {
                case CatalogFile.Uploaded(var content) -> submit(submission, content, Optional.empty());
                case CatalogFile.Linked(var url) -> submitLinked(submission, url);
            };
        }
    }

    /// What counts for the idempotency key is the URL: the file behind it may change.
    private SubmitResult submitLinked(Submission submission, SourceUrl url) throws IOException {
        var idempotency = new Idempotency(
                submission.idempotencyKey(), idempotencyDigest("source_url=" + url.text(), submission.options()));
        var earlier = findEarlier(submission, idempotency);
        if (earlier.isPresent()) return earlier.get();
        return switch (intake.download(submission.owner(), url)) {
            case CatalogDownloader.Result.NotFound(var why) -> new SourceNotFound(why);
            case CatalogDownloader.Result.Busy() -> new TooManyDownloads();
            case CatalogDownloader.Result.Opened(var download) -> {
                try (download) {
                    var declared = submission.withCharset(download.charset());
                    yield submit(declared, download.content(), Optional.of(idempotency));
                } catch (CatalogDownloader.BrokenOffException e) {
                    yield new SourceNotFound(String.valueOf(e.getMessage()));
                }
            }
        };
    }

    /// @param known what identifies a repetition; by default the content
    private SubmitResult submit(Submission submission, InputStream file, Optional<Idempotency> known)
            throws IOException {
        try {
            return switch (intake.store(submission.id(), file)) {
                case Uploads.SpoolResult.Stored stored ->
                    submit(
                            submission,
                            stored,
                            known.orElseGet(() -> new Idempotency(
                                    submission.idempotencyKey(),
                                    idempotencyDigest(stored.sha256(), submission.options()))));
                case Uploads.SpoolResult.TooLarge(var maxBytes) -> new TooLarge(maxBytes);
                case Uploads.SpoolResult.Failed(var message) -> new NotStored(message);
            };
        } catch (GzipInput.DamagedGzipException e) {
            return new InvalidCsv(e.violations());
        }
    }

    /// While no work can begin, nothing is asked of the database: it may take long to fail.
    private SubmitResult submit(Submission submission, Uploads.SpoolResult.Stored upload, Idempotency idempotency)
            throws IOException {
        var problem = workProblem.get();
        if (problem.isPresent()) {
            uploads.discard(submission.id());
            return new NotStored(problem.get());
        }
        return submitWhileWorking(submission, upload, idempotency);
    }

    private SubmitResult submitWhileWorking(
            Submission submission, Uploads.SpoolResult.Stored upload, Idempotency idempotency) throws IOException {
        var mayBeAccepted = false;
        try {
            var result = check(submission, upload, idempotency);
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

    private SubmitResult check(Submission submission, Uploads.SpoolResult.Stored upload, Idempotency idempotency)
            throws IOException {
        var earlier = findEarlier(submission, idempotency);
        if (earlier.isPresent()) return earlier.get();
        // Spares the check of the CSV. The count that matters is in the transaction.
        if (isFull(ledger.openRequests().count(submission.owner()))) return earlierOrFull(submission, idempotency);
        return switch (intake.check(
                submission.owner(), upload.file(), submission.options().catalog())) {
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

    /// A digest that is equal for two submissions exactly when they ask for the same: SHA-256 over the file
    /// and every option, in lower-case hexadecimal. The file name is none: it may differ when a script sends a file
    /// again.
    ///
    /// @param file the SHA-256 of its content in hexadecimal digits, or its URL
    public static String idempotencyDigest(String file, RequestOptions options) {
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
        var reference =
                options.name().reference().map(text -> "\0reference=" + text).orElse("");
        return Sha256.hex(String.join("\0", file, options.recipe().toString(), webhook, secret)
                + cache
                + charset
                + others
                + reference);
    }

    /// A catalogue file with its options.
    ///
    /// @param owner the owner of the request; empty on a server without API keys
    public record Submission(
            RequestId id, String owner, CatalogFile file, RequestOptions options, Optional<String> idempotencyKey) {

        /// The submission of an uploaded file.
        ///
        /// @param content is read once, to its end
        public Submission(
                RequestId id,
                String owner,
                InputStream content,
                RequestOptions options,
                Optional<String> idempotencyKey) {
            this(id, owner, new CatalogFile.Uploaded(content), options, idempotencyKey);
        }

        private Submission withCharset(Optional<Charset> charset) {
            var declared = options.withCatalog(options.catalog().withCharset(charset));
            return new Submission(id, owner, file, declared, idempotencyKey);
        }
    }

    /// Where a catalogue file comes from.
    public sealed interface CatalogFile {

        /// A file that the client sends.
        ///
        /// @param content is read once, to its end
        record Uploaded(InputStream content) implements CatalogFile {}

        /// A file to download.
        record Linked(SourceUrl url) implements CatalogFile {}
    }

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
