package dev.halftone.app.cli;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.halftone.app.cli.FolderJob.StartResult.Started;
import dev.halftone.engine.Engine;
import dev.halftone.engine.EngineSettings;
import dev.halftone.engine.RequestService;
import dev.halftone.engine.RequestService.ProductView;
import dev.halftone.engine.SubmissionService;
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
import dev.halftone.engine.catalog.OutputCsv.CellStyle;
import dev.halftone.engine.isolation.CodecFactory;
import dev.halftone.engine.ledger.Products.Place;
import dev.halftone.engine.ledger.Requests.Tally;
import dev.halftone.engine.request.CatalogOptions.Layout;
import dev.halftone.engine.request.ProductStatus;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A job that processes a CSV into an output folder.
///
/// Call [#start], wait for the end, then [#writeOutput]. Started again with the same CSV and recipe, the job resumes
/// and retries failed images; images that succeeded are not fetched again. After it has ended, another CSV is a new
/// job in the same folder. It reuses earlier images that have not changed and deletes none, so the names in an
/// earlier `output.csv` stay valid.
public final class FolderJob implements AutoCloseable {
    /// Without a server, the owner does not matter.
    private static final String OWNER = "";

    private static final int JOB_ID_DIGITS = 32;

    private final OutputFolder folder;
    private final Engine engine;
    private final String imageBaseUrl;

    private FolderJob(OutputFolder folder, Engine engine, String imageBaseUrl) {
        this.folder = folder;
        this.engine = engine;
        this.imageBaseUrl = imageBaseUrl;
    }

    /// Opens the engine in the folder.
    ///
    /// @throws RuntimeException as [Engine#open(EngineSettings, CodecFactory)] does
    public static FolderJob open(OutputFolder folder, EngineSettings settings, CodecFactory codecFactory)
            throws IOException {
        // The engine would make it private to this user, but its images will be published.
        Files.createDirectories(folder.path());
        return new FolderJob(
                folder, Engine.open(settings, codecFactory), settings.uploads().imageBaseUrl());
    }

    public StartResult start(Path csv, RequestOptions options) throws IOException {
        var id = jobId(csv, options, imageBaseUrl);
        var known = engine.requests().find(OWNER, id);
        if (hasOtherOpenJob(known)) return new StartResult.OtherJobUnfinished();
        var startResult = known.isPresent() ? resume(known.get()) : submit(id, csv, options);
        if (startResult instanceof Started) engine.startWorkers();
        return startResult;
    }

    /// The id of a job follows from the CSV and its options. The same input therefore gives the same file
    /// names and the same output.csv in any folder, even after a crash.
    static RequestId jobId(Path csv, RequestOptions options, String imageBaseUrl) throws IOException {
        var digest = SubmissionService.idempotencyDigest(
                sha256(csv) + imageBaseUrl,
                new RequestOptions(options.recipe(), Optional.empty()).withCatalog(options.catalog()));
        return new RequestId(digest.substring(0, JOB_ID_DIGITS));
    }

    private static String sha256(Path file) throws IOException {
        var digest = Sha256.start();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// The engine processes every open request, not only this one.
    private boolean hasOtherOpenJob(Optional<Request> known) {
        var open = engine.requests().tallies().stream()
                .filter(tally -> tally.status().isOpen())
                .mapToLong(Tally::requests)
                .sum();
        return open > known.filter(job -> job.status().isOpen()).stream().count();
    }

    private StartResult resume(Request request) {
        engine.requests().retry(request);
        return new Started(reload(request));
    }

    private StartResult submit(RequestId id, Path csv, RequestOptions options) throws IOException {
        try (var bytes = Files.newInputStream(csv)) {
            var submission = new SubmissionService.Submission(id, OWNER, bytes, options, Optional.empty());
            return switch (engine.submissions().submit(submission)) {
                case Accepted(var request) -> new Started(request);
                case InvalidCsv(var violations) -> new StartResult.InvalidCsv(violations);
                case NotStored(var message) -> new StartResult.NotStored(message);
                case SourceNotFound _, TooManyDownloads _ -> throw new IllegalStateException("there was no URL");
                case TooLarge(var maxBytes) ->
                    new StartResult.NotStored("the CSV is larger than " + maxBytes + " bytes");
                case TooManyOpen(var limit) -> new StartResult.NotStored(limit + " jobs are open in the folder");
                case Repeated _, KeyReused _ -> throw new IllegalStateException("a job has no idempotency key");
            };
        }
    }

    /// The current state of the job.
    public Request reload(Request request) {
        return engine.requests().find(OWNER, request.id()).orElseThrow();
    }

    public FailedImages failedImages(Request request) {
        return new FailedImages(engine.requests(), request);
    }

    /// Writes the output CSV; where that is the uploaded file, the report; and where that is a workbook, its copy.
    public void writeOutput(Request request) throws IOException {
        write(folder.csv(), out -> engine.requests().writeOutput(request, out));
        if (request.options().catalog().layout() == Layout.STANDARD) Files.deleteIfExists(folder.report());
        else write(folder.report(), out -> engine.requests().writeReport(request, CellStyle.ORIGINAL, out));
        if (request.options().catalog().isWorkbook())
            write(folder.workbook(), out -> engine.requests().writeWorkbook(request, out));
        else Files.deleteIfExists(folder.workbook());
    }

    /// Writes a file and moves it into place atomically.
    private void write(Path file, Writing writing) throws IOException {
        var part = folder.state().resolve(file.getFileName() + ".part");
        try (var out = Files.newOutputStream(part)) {
            writing.write(out);
        }
        Files.move(part, file, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    /// Writes the content of a file.
    @FunctionalInterface
    private interface Writing {
        void write(OutputStream out) throws IOException;
    }

    /// Finishes or returns the chunks in progress; the next run resumes them.
    @Override
    public void close() {
        engine.close();
    }

    /// The failed images of a job, in the order of the CSV.
    public static final class FailedImages {
        private final RequestService requestService;
        private final Request request;

        FailedImages(RequestService requestService, Request request) {
            this.requestService = requestService;
            this.request = request;
        }

        /// One URL of a product without a result.
        public record FailedImage(String serialNumber, String url, String code, String message) {}

        /// The first failed images.
        public List<FailedImage> first(int limit) {
            return Stream.of(ProductStatus.PARTIAL, ProductStatus.FAILED)
                    .flatMap(status -> requestService.products(request, 0, limit, Optional.of(status)).stream())
                    .sorted(Comparator.comparingLong(view -> view.product().number()))
                    .flatMap(FailedImages::failures)
                    .limit(limit)
                    .toList();
        }

        private static Stream<FailedImage> failures(ProductView view) {
            return view.places().stream().flatMap(place -> failure(view, place));
        }

        private static Stream<FailedImage> failure(ProductView view, Place place) {
            var image = place.image();
            var serialNumber = view.product().serialNumber();
            return image.failure().stream()
                    .map(failure -> new FailedImage(serialNumber, image.url(), failure.code(), failure.message()));
        }
    }

    /// The output folder of a job.
    public record OutputFolder(Path path) {

        /// The CSV with the new URLs; written when every image has ended.
        public Path csv() {
            return path.resolve("output.csv");
        }

        /// The four columns, where the output is the uploaded file with new URLs.
        public Path report() {
            return path.resolve("report.csv");
        }

        /// The workbook with the new URLs, if the catalogue is one.
        public Path workbook() {
            return path.resolve("output.xlsx");
        }

        public Path images() {
            return path.resolve("images");
        }

        /// The engine's state, from which the next run resumes.
        public Path state() {
            return path.resolve(".halftone");
        }
    }

    /// The result of starting a job.
    public sealed interface StartResult {

        /// The job runs, from the start or from where it stopped.
        record Started(Request request) implements StartResult {}

        /// The folder has an unfinished job of another CSV or of other options.
        record OtherJobUnfinished() implements StartResult {}

        /// The CSV has violations.
        record InvalidCsv(CatalogCheck.Violations violations) implements StartResult {}

        /// The CSV could not be stored.
        record NotStored(String message) implements StartResult {}
    }
}
