package dev.halftone.app.job;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.halftone.app.job.Begun.Underway;
import dev.halftone.engine.Engine;
import dev.halftone.engine.EngineSettings;
import dev.halftone.engine.SubmitResult.Accepted;
import dev.halftone.engine.SubmitResult.InvalidCsv;
import dev.halftone.engine.SubmitResult.KeyReused;
import dev.halftone.engine.SubmitResult.NotStored;
import dev.halftone.engine.SubmitResult.Repeated;
import dev.halftone.engine.SubmitResult.TooLarge;
import dev.halftone.engine.SubmitResult.TooManyOpen;
import dev.halftone.engine.UploadService;
import dev.halftone.engine.isolation.CodecFactory;
import dev.halftone.engine.ledger.Requests.Tally;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The job of an output folder.
///
/// [#begin] it, watch it, and [#writeOutput] at its end. Begun again with the same CSV and recipe, it goes on where it
/// stopped, and tries failed images once more; images that succeeded are not fetched again. Once it has ended, another
/// CSV is another job in the same folder, which uses the images of those before it where nothing has changed, and takes
/// none of them away: the names in an earlier `output.csv` stay good.
public final class FolderJob implements AutoCloseable {
    /// Who owns it makes no difference without a server.
    private static final String OWNER = "";

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
    /// @throws RuntimeException as [Engine#open(EngineSettings, Coders)] does
    public static FolderJob open(OutputFolder folder, EngineSettings settings, CodecFactory codecFactory)
            throws IOException {
        // The engine would make it private to this user; but its images are to be shown.
        Files.createDirectories(folder.path());
        return new FolderJob(
                folder, Engine.open(settings, codecFactory), settings.uploads().imageBaseUrl());
    }

    public Begun begin(Path csv, RequestOptions options) throws IOException {
        var id = JobId.of(csv, options.recipe(), imageBaseUrl);
        var known = engine.requests().find(OWNER, id);
        if (isBusyWithAnother(known)) return new Begun.OtherJob();
        var begun = known.isPresent() ? goOn(known.get()) : submit(id, csv, options);
        if (begun instanceof Underway) engine.startWorkers();
        return begun;
    }

    /// The engine works off whatever is open, whoever asks for what.
    private boolean isBusyWithAnother(Optional<Request> known) {
        var open = engine.requests().tallies().stream()
                .filter(tally -> tally.status().isOpen())
                .mapToLong(Tally::requests)
                .sum();
        return open > known.filter(job -> job.status().isOpen()).stream().count();
    }

    private Begun goOn(Request request) {
        engine.requests().retry(request);
        return new Underway(look(request));
    }

    private Begun submit(RequestId id, Path csv, RequestOptions options) throws IOException {
        try (var bytes = Files.newInputStream(csv)) {
            var submission = new UploadService.Submission(id, OWNER, bytes, options, Optional.empty());
            return switch (engine.uploads().submit(submission)) {
                case Accepted(var request) -> new Underway(request);
                case InvalidCsv(var violations) -> new Begun.InvalidCsv(violations);
                case NotStored(var message) -> new Begun.NotKept(message);
                case TooLarge(var maxBytes) -> new Begun.NotKept("the CSV is larger than " + maxBytes + " bytes");
                case TooManyOpen(var most) -> new Begun.NotKept(most + " jobs are under way in the folder");
                case Repeated _, KeyReused _ -> throw new IllegalStateException("a job has no idempotency key");
            };
        }
    }

    /// How the job stands now.
    public Request look(Request request) {
        return engine.requests().find(OWNER, request.id()).orElseThrow();
    }

    public FailedImages failedImages(Request request) {
        return new FailedImages(engine.requests(), request);
    }

    /// Publishes the CSV that goes out: from one moment to the next it is there, whole.
    public void writeOutput(Request request) throws IOException {
        var part = folder.state().resolve("output.csv.part");
        try (var out = Files.newOutputStream(part)) {
            engine.requests().writeOutput(request, out);
        }
        Files.move(part, folder.csv(), ATOMIC_MOVE, REPLACE_EXISTING);
    }

    /// Lets what is under way end, or gives it back; the next run finds it.
    @Override
    public void close() {
        engine.close();
    }
}
