package dev.halftone.engine;

import dev.halftone.engine.EngineSettings.Locations;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.processing.ImageJob;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.RequestOptions.WebhookTarget;
import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.storage.StorageLocation;
import dev.halftone.engine.task.RetryPolicy;
import dev.halftone.engine.task.WorkerSettings;
import dev.halftone.imaging.CodecPathMetrics;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.Recipe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// Runs the real engine in its own folder. A [EngineFixture.FakeImageService] takes the place of fetching and
/// recompressing.
final class EngineFixture implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String IMAGE_BASE_URL = "http://halftone.test/processed_images/";

    private final Engine engine;
    private Optional<FakeImageService> imageService = Optional.empty();

    EngineFixture(Path folder, String database) {
        this(folder, database, fastWorkSettings(Duration.ofDays(30)));
    }

    EngineFixture(Path folder, String database, WorkerSettings work) {
        engine = Engine.open(settings(folder, database, work), (guard, images) -> {
            imageService = Optional.of(new FakeImageService(images));
            return imageService.get();
        });
    }

    /// Opens an engine that uses the test's clock.
    EngineFixture(Path folder, String database, InstantSource clock) {
        var settings = settings(folder, database, fastWorkSettings(Duration.ofDays(30)));
        engine = Engine.open(
                settings,
                (guard, images) -> {
                    imageService = Optional.of(new FakeImageService(images));
                    return imageService.get();
                },
                new Engine.Instruments(new CodecPathMetrics(), clock));
    }

    private EngineFixture(Engine engine) {
        this.engine = engine;
    }

    /// Opens an engine that really fetches and recompresses images.
    static EngineFixture withRealImageService(Path folder, String database) {
        return new EngineFixture(Engine.open(settings(folder, database, fastWorkSettings(Duration.ofDays(30)))));
    }

    /// Opens an engine whose owners may have only so many unfinished requests.
    static EngineFixture withMaxOpenRequests(Path folder, String database, long maxOpenRequests) {
        var uploads = new SubmissionService.Settings(1_000_000, maxOpenRequests, IMAGE_BASE_URL);
        var settings = settings(folder, database, fastWorkSettings(Duration.ofDays(30)), uploads);
        return new EngineFixture(Engine.open(settings, (guard, images) -> new FakeImageService(images)));
    }

    /// Opens an engine with a limit of connections to PostgreSQL.
    static EngineFixture withConnections(Path folder, String database, int connections) {
        var locations = new Locations(
                folder, new StorageLocation.Folder(folder.resolve("images")), Optional.of(database), connections);
        var uploads = new SubmissionService.Settings(1_000_000, IMAGE_BASE_URL);
        var settings = settings(locations, fastWorkSettings(Duration.ofDays(30)), uploads);
        return new EngineFixture(Engine.open(settings, (guard, images) -> new FakeImageService(images)));
    }

    private static EngineSettings settings(Path folder, String database, WorkerSettings work) {
        return settings(folder, database, work, new SubmissionService.Settings(1_000_000, IMAGE_BASE_URL));
    }

    private static EngineSettings settings(
            Path folder, String database, WorkerSettings work, SubmissionService.Settings uploads) {
        return settings(
                new Locations(folder, new StorageLocation.Folder(folder.resolve("images")), Optional.of(database)),
                work,
                uploads);
    }

    private static EngineSettings settings(
            Locations locations, WorkerSettings work, SubmissionService.Settings uploads) {
        return new EngineSettings(
                locations,
                new PublicUrl("http://halftone.test"),
                uploads,
                CatalogReader.Limits.defaults(),
                AddressPolicy.unrestricted(),
                FetchSettings.defaults(),
                new RetryPolicy(Duration.ofMillis(1), 3, new Random(1)),
                EngineSettings.Imaging.defaults(),
                work,
                Optional.empty());
    }

    /// Opens few chunks, releases running work after 100 ms when it stops, and sweeps every 50 ms.
    static WorkerSettings fastWorkSettings(Duration retention) {
        var defaults = WorkerSettings.defaults();
        return new WorkerSettings(
                8,
                2,
                defaults.pollingInterval(),
                defaults.heartbeat(),
                Duration.ofMillis(100),
                retention,
                Duration.ofMillis(50));
    }

    Engine engine() {
        return engine;
    }

    FakeImageService imageService() {
        return imageService.orElseThrow();
    }

    Request accept(String csv) {
        return switch (submit(csv, Optional.empty(), Optional.empty())) {
            case SubmitResult.Accepted(var request) -> request;
            case SubmitResult other -> throw new AssertionError("not accepted: " + other);
        };
    }

    /// Submits a request of one of several owners.
    Request acceptFrom(String owner, String csv) {
        var options = new RequestOptions(Recipe.defaults(), Optional.empty());
        var submission =
                new SubmissionService.Submission(RequestId.random(), owner, csvStream(csv), options, Optional.empty());
        return switch (submit(submission)) {
            case SubmitResult.Accepted(var request) -> request;
            case SubmitResult other -> throw new AssertionError("not accepted: " + other);
        };
    }

    /// Submits a request that sends a webhook.
    Request accept(String csv, String webhookUrl) {
        var webhook = new WebhookTarget(webhookUrl, Optional.empty());
        return switch (submit(csv, Optional.empty(), Optional.of(webhook))) {
            case SubmitResult.Accepted(var request) -> request;
            case SubmitResult other -> throw new AssertionError("not accepted: " + other);
        };
    }

    SubmitResult submit(String csv, Optional<String> key, Optional<WebhookTarget> webhook) {
        var options = new RequestOptions(Recipe.defaults(), webhook);
        return submit(new SubmissionService.Submission(RequestId.random(), "", csvStream(csv), options, key));
    }

    static InputStream csvStream(String csv) {
        return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
    }

    SubmitResult submit(SubmissionService.Submission submission) {
        try {
            return engine.submissions().submit(submission);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until the request meets the condition, and returns its latest state.
    Request await(Request request, Predicate<Request> condition) {
        awaitCondition(() -> condition.test(reload(request)));
        return reload(request);
    }

    void awaitCondition(BooleanSupplier condition) {
        var deadline = Instant.now().plus(TIMEOUT);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline))
                throw new AssertionError("the condition was not met within " + TIMEOUT);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    Request awaitCompleted(Request request) {
        return await(request, now -> now.times().finished().isPresent());
    }

    Request reload(Request request) {
        return engine.requests().find(request.owner(), request.id()).orElseThrow();
    }

    String outputCsv(Request request) {
        var out = new ByteArrayOutputStream();
        try {
            engine.requests().writeOutput(reload(request), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        engine.close();
    }

    /// An image service that fetches nothing. It publishes the text of the URL as the image, unless the test
    /// scripts other outcomes for that URL.
    static final class FakeImageService implements ImageService.Synchronous {
        private final Map<String, ConcurrentLinkedQueue<Outcome>> scripted = new ConcurrentHashMap<>();
        private final Map<String, Integer> jobs = new ConcurrentHashMap<>();
        private final ImageStore store;
        private volatile Optional<CountDownLatch> hangSignal = Optional.empty();
        private final Map<String, CountDownLatch> hostGates = new ConcurrentHashMap<>();
        private final AtomicInteger held = new AtomicInteger();
        private volatile CountDownLatch gate = new CountDownLatch(0);

        FakeImageService(ImageStore store) {
            this.store = store;
        }

        /// Returns these outcomes in turn for the URL, then success.
        void scriptOutcomes(String url, Outcome... outcomes) {
            scripted.put(url, new ConcurrentLinkedQueue<>(List.of(outcomes)));
        }

        /// Blocks every job until the latch is open.
        void holdUntil(CountDownLatch latch) {
            gate = latch;
        }

        /// Blocks the jobs of one host until the latch is open.
        void holdHostUntil(String host, CountDownLatch latch) {
            hostGates.put(host, latch);
        }

        /// How many jobs are blocked because of their host.
        int held() {
            return held.get();
        }

        /// Publishes every image but never returns its outcome. Opens the latch after the first image.
        void hangAfterPublishing(CountDownLatch published) {
            hangSignal = Optional.of(published);
        }

        int jobCount(String url) {
            return jobs.getOrDefault(url, 0);
        }

        @Override
        public Outcome process(ImageJob job) throws InterruptedException {
            gate.await();
            awaitHost(job);
            jobs.merge(job.url().text(), 1, Integer::sum);
            var outcomes = scripted.get(job.url().text());
            var outcome = outcomes == null ? null : outcomes.poll();
            var end = outcome == null ? publish(job) : outcome;
            if (hangSignal.isPresent()) hang(hangSignal.get());
            return end;
        }

        private void awaitHost(ImageJob job) throws InterruptedException {
            var hostGate = hostGates.get(job.url().toHttpUrl().host());
            if (hostGate == null) return;
            held.incrementAndGet();
            try {
                hostGate.await();
            } finally {
                held.decrementAndGet();
            }
        }

        private static void hang(CountDownLatch published) throws InterruptedException {
            published.countDown();
            new CountDownLatch(1).await();
        }

        private Outcome publish(ImageJob job) {
            var name = ImageFileName.of(job.request(), job.image(), ImageFormat.JPEG);
            var bytes = new ImageBytes(job.url().text().getBytes(StandardCharsets.UTF_8));
            if (!(store.publish(name, bytes) instanceof ImageStore.PublishResult.Done))
                throw new IllegalStateException("not published");
            return new Succeeded(name.text(), 2L * bytes.size(), bytes.size(), 4, 3);
        }
    }
}
