package dev.halftone.app.cli;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.halftone.app.cli.FolderJob.StartResult.Started;
import dev.halftone.app.config.InvalidSettingException;
import dev.halftone.engine.Engine;
import dev.halftone.engine.EngineSettings;
import dev.halftone.engine.RequestService;
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
import dev.halftone.engine.ledger.Requests.Tally;
import dev.halftone.engine.request.CatalogOptions.Layout;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.Sha256;
import dev.halftone.engine.storage.ImageFileName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// A job that processes a CSV into an output folder.
///
/// Call [#start], wait for the end, then [#writeOutput]. Started again with the same CSV and recipe, the job
/// resumes and retries failed images; images that succeeded are not fetched again. After it has ended, another
/// CSV or recipe is a new job in the same folder, which reuses earlier images that have not changed. Then
/// [#removeOldImages] removes what earlier jobs have left.
public final class FolderJob implements AutoCloseable {
    /// Without a server, the owner does not matter.
    private static final String OWNER = "";

    private static final int JOB_ID_DIGITS = 32;
    private static final int PAGE = 100;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);
    private static final Duration REMOVAL_TIMEOUT = Duration.ofMinutes(5);

    private final OutputFolder folder;
    private final Engine engine;
    private final String imageBaseUrl;
    private Optional<Request> begun = Optional.empty();

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

    public StartResult start(Path csv, RequestOptions options) throws IOException, InterruptedException {
        var id = jobId(csv, options, imageBaseUrl);
        var known = engine.requests().find(OWNER, id);
        if (hasOtherOpenJob(known)) return new StartResult.OtherJobUnfinished();
        engine.startWorkers();
        // This job may be among those that a killed run was removing.
        if (!awaitRemovals() && known.isEmpty())
            return new StartResult.NotStored("images of earlier jobs are still being removed; try again later");
        var startResult = known.isPresent() ? resume(known.get()) : submit(id, csv, options);
        if (startResult instanceof Started(var request)) begun = Optional.of(request);
        return startResult;
    }

    /// The id of a job follows from the CSV and its options. The same input therefore gives the same file names
    /// and the same output.csv in any folder, even after a crash.
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
        return new Started(find(request));
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
    public Request reload() {
        return find(begun.orElseThrow());
    }

    private Request find(Request request) {
        return engine.requests().find(OWNER, request.id()).orElseThrow();
    }

    /// Answers about the job.
    public RequestService requests() {
        return engine.requests();
    }

    public OutputFolder folder() {
        return folder;
    }

    /// Writes the output CSV, the list of failed images if there are any, the report where the output CSV is the
    /// uploaded file, and the copy of a workbook.
    public void writeOutput() throws IOException {
        var request = reload();
        var hasReport = request.options().catalog().layout() != Layout.STANDARD;
        write(folder.csv(), out -> requests().writeOutput(request, out));
        writeOrDelete(folder.report(), hasReport, out -> requests().writeReport(request, CellStyle.ORIGINAL, out));
        writeOrDelete(
                folder.workbook(),
                request.options().catalog().isWorkbook(),
                out -> requests().writeWorkbook(request, out));
        writeOrDelete(
                folder.failures(),
                request.counts().failed() > 0,
                out -> requests().writeFailures(request, CellStyle.ORIGINAL, out));
    }

    private void writeOrDelete(Path file, boolean isWanted, Writing writing) throws IOException {
        if (isWanted) write(file, writing);
        else Files.deleteIfExists(file);
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

    /// Removes the images of earlier jobs in the folder, and forgets these jobs, so that nothing reuses the
    /// images. Other files stay, whatever their names. So does a job of whose images the output CSV names one:
    /// it may have been the input of this job.
    ///
    /// Call it after [#writeOutput]. Killed halfway, the next run goes on.
    ///
    /// @return how many files were removed
    public long removeOldImages() throws IOException, InterruptedException {
        var named = NamedImages.in(folder.csv());
        var old =
                otherJobs().filter(job -> files(job).noneMatch(named::contains)).toList();
        var files = old.stream().mapToLong(this::countFiles).sum();
        old.forEach(requests()::delete);
        var _ = awaitRemovals();
        return files;
    }

    private Stream<Request> otherJobs() {
        var kept = begun.orElseThrow().number();
        return Stream.iterate(
                        requests().newestFirst(OWNER, Long.MAX_VALUE, PAGE),
                        page -> !page.isEmpty(),
                        page -> requests().newestFirst(OWNER, page.getLast().number(), PAGE))
                .flatMap(List::stream)
                .filter(job -> job.number() != kept);
    }

    private long countFiles(Request job) {
        return files(job)
                .filter(name -> Files.exists(folder.images().resolve(name.text())))
                .count();
    }

    private Stream<ImageFileName> files(Request job) {
        return requests().fileNames(job).flatMap(List::stream);
    }

    /// Returns whether everything is removed. It never is while files cannot be deleted.
    private boolean awaitRemovals() throws InterruptedException {
        var began = System.nanoTime();
        while (requests().hasDeleted()) {
            if (System.nanoTime() - began > REMOVAL_TIMEOUT.toNanos()) return false;
            Thread.sleep(POLL_INTERVAL);
        }
        return true;
    }

    /// Finishes or returns the chunks in progress; the next run resumes them.
    @Override
    public void close() {
        engine.close();
    }

    /// The output folder of a job.
    public record OutputFolder(Path path) {

        /// @throws InvalidSettingException if a file stands where the folder, or one above it, should be
        void requireFolder() {
            Stream.iterate(path.toAbsolutePath(), Objects::nonNull, Path::getParent)
                    .filter(Files::exists)
                    .findFirst()
                    .filter(existing -> !Files.isDirectory(existing))
                    .ifPresent(file -> {
                        throw new InvalidSettingException("out must be a folder, and " + file + " is a file");
                    });
        }

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

        /// The failed images, where there are any.
        public Path failures() {
            return path.resolve("failed.csv");
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
