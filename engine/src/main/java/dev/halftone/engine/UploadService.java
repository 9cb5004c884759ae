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
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.report.ReportJson;
import dev.halftone.engine.request.NewRequest;
import dev.halftone.engine.request.NewRequest.Idempotency;
import dev.halftone.engine.request.NewRequest.Size;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.RequestOptions.WebhookTarget;
import dev.halftone.engine.request.Sha256;
import dev.halftone.engine.storage.Uploads;
import dev.halftone.engine.task.TaskScheduler;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Takes uploads. An upload is accepted only when it is valid, safe on disk, and in the ledger together with the
/// task that begins the work; accepted means kept.
public final class UploadService {
    private static final Logger log = LoggerFactory.getLogger(UploadService.class);

    private final Ledger ledger;
    private final Uploads uploads;
    private final CatalogReader catalogReader;
    private final TaskScheduler taskScheduler;
    private final Settings settings;
    private final InstantSource clock;
    private final JsonMapper json = ReportJson.mapper();

    public UploadService(
            Ledger ledger,
            Uploads uploads,
            CatalogReader catalogReader,
            TaskScheduler taskScheduler,
            Settings settings,
            InstantSource clock) {
        this.ledger = ledger;
        this.uploads = uploads;
        this.catalogReader = catalogReader;
        this.taskScheduler = taskScheduler;
        this.settings = settings;
        this.clock = clock;
    }

    /// Takes an upload to its end.
    ///
    /// @throws IOException the sender's: its stream broke off
    public SubmitResult submit(Submission submission) throws IOException {
        return switch (uploads.spool(submission.id(), submission.csv(), settings.maxUploadBytes())) {
            case Uploads.SpoolResult.Stored stored -> submit(submission, stored);
            case Uploads.SpoolResult.TooLarge(var maxBytes) -> new TooLarge(maxBytes);
            case Uploads.SpoolResult.Failed(var message) -> new NotStored(message);
        };
    }

    private SubmitResult submit(Submission submission, Uploads.SpoolResult.Stored upload) throws IOException {
        var accepted = false;
        try {
            var submitResult = check(submission, upload);
            accepted = submitResult instanceof Accepted;
            return submitResult;
        } finally {
            // A commit that failed may have been one all the same, and what was accepted is kept.
            if (!accepted && !ledger.requests().exists(submission.id())) uploads.delete(submission.id());
        }
    }

    private SubmitResult check(Submission submission, Uploads.SpoolResult.Stored upload) throws IOException {
        var idempotency = sameness(submission, upload);
        var earlier = earlier(submission, idempotency);
        if (earlier.isPresent()) return earlier.get();
        if (ledger.requests().countOpen(submission.owner()) >= settings.maxOpenRequests())
            return new TooManyOpen(settings.maxOpenRequests());
        return switch (catalogReader.check(upload.file())) {
            case CatalogCheck.Rejected(var violations) -> new InvalidCsv(violations);
            case CatalogCheck.Accepted csv -> accept(submission, idempotency, csv);
        };
    }

    private SubmitResult accept(Submission submission, Idempotency idempotency, CatalogCheck.Accepted csv) {
        var number = ledger.transactions().call(() -> enter(newRequest(submission, idempotency, csv)));
        // Another post with the same key may have won between our look and our entry.
        if (number.isEmpty()) return earlier(submission, idempotency).orElseGet(KeyReused::new);
        log.info("request {} accepted: {} rows, {} images", submission.id(), csv.rows(), csv.images());
        return new Accepted(ledger.requests().get(number.get()).orElseThrow());
    }

    private Optional<Long> enter(NewRequest request) {
        var number = ledger.requests().accept(request, clock.instant());
        number.ifPresent(taskScheduler::expand);
        return number;
    }

    private Optional<SubmitResult> earlier(Submission submission, Idempotency idempotency) {
        return idempotency
                .key()
                .flatMap(key -> ledger.requests().findByKey(submission.owner(), key))
                .map(request -> sameOrNot(request, idempotency));
    }

    private static SubmitResult sameOrNot(Request request, Idempotency idempotency) {
        var same = request.idempotency().digest().equals(idempotency.digest());
        return same ? new Repeated(request) : new KeyReused();
    }

    private static Idempotency sameness(Submission submission, Uploads.SpoolResult.Stored upload) {
        return new Idempotency(
                submission.idempotencyKey(), IdempotencyDigest.of(upload.sha256(), submission.options()));
    }

    private NewRequest newRequest(Submission submission, Idempotency idempotency, CatalogCheck.Accepted csv) {
        var warnings = json.writeValueAsString(csv.warnings().first());
        var size = new Size(csv.rows(), csv.images(), warnings, csv.warnings().count());
        return new NewRequest(
                submission.id(), submission.owner(), submission.options(), settings.imageBaseUrl(), idempotency, size);
    }

    /// What makes two posts the same post: SHA-256 over the upload and every option.
    public static final class IdempotencyDigest {
        private IdempotencyDigest() {}

        /// The fingerprint of an upload with its options.
        ///
        /// @param sha256 of the upload, in hexadecimal digits
        public static String of(String sha256, RequestOptions options) {
            var webhook = options.webhook().map(WebhookTarget::url).orElse("");
            var secret = options.webhook().flatMap(WebhookTarget::secret).orElse("");
            return Sha256.hex(
                    String.join("\0", sha256, options.recipe().toString(), webhook, secret) + ofCache(options));
        }

        /// Nothing where it is used, as is usual: so were all requests before there was a choice.
        private static String ofCache(RequestOptions options) {
            return options.cacheUse() == RequestOptions.CacheUse.USE
                    ? ""
                    : "\0cache=" + options.cacheUse().word();
        }
    }

    /// What an upload may ask for, and what its output URLs begin with.
    ///
    /// @param maxUploadBytes the largest CSV
    /// @param maxOpenRequests how many requests of one owner may be under way
    /// @param imageBaseUrl what stands before a file name in an output URL
    public record Settings(long maxUploadBytes, long maxOpenRequests, String imageBaseUrl) {
        public static final long DEFAULT_MAX_UPLOAD_BYTES = 1L << 30;

        public static final long DEFAULT_MAX_OPEN_REQUESTS = 10_000;

        public Settings(long maxUploadBytes, String imageBaseUrl) {
            this(maxUploadBytes, DEFAULT_MAX_OPEN_REQUESTS, imageBaseUrl);
        }

        public Settings {
            if (maxOpenRequests < 1) throw new IllegalArgumentException("max-open-requests is at least 1");
            if (maxUploadBytes < 1) throw new IllegalArgumentException("max-upload-bytes is at least 1");
        }
    }

    /// Somebody's upload.
    ///
    /// @param owner whose request it will be; empty where the server is open
    /// @param csv read once, to its end
    public record Submission(
            RequestId id, String owner, InputStream csv, RequestOptions options, Optional<String> idempotencyKey) {}
}
