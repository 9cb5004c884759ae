package dev.halftone.engine;

import dev.halftone.engine.SubmitResult.Accepted;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.Waiting;
import dev.halftone.engine.task.RetryPolicy;
import dev.halftone.engine.task.WorkerSettings;
import dev.halftone.imaging.Recipe;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/// Runs the whole engine on SQLite in its own folder, without fakes. It fetches from the hosts that the test starts.
final class FullEngineFixture implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Engine engine;

    private FullEngineFixture(EngineSettings settings) {
        engine = Engine.open(settings);
        engine.startWorkers();
    }

    static FullEngineFixture open(Path folder, int perHost, Duration fetchTimeout) {
        var defaults = FetchSettings.defaults();
        return new FullEngineFixture(new EngineSettings(
                EngineSettings.Locations.in(folder),
                new PublicUrl("http://halftone.test"),
                new SubmissionService.Settings(10_000_000, "http://halftone.test/processed_images/"),
                CatalogReader.Limits.defaults(),
                AddressPolicy.unrestricted(),
                new FetchSettings(
                        fetchTimeout,
                        defaults.connectTimeout(),
                        perHost,
                        defaults.concurrency(),
                        defaults.bytesInFlight(),
                        defaults.maxImageBytes(),
                        defaults.minTransferRate(),
                        defaults.maxRedirects(),
                        defaults.userAgent(),
                        defaults.sourceHeaders(),
                        defaults.tenancy(),
                        Optional.empty(),
                        Optional.empty()),
                new RetryPolicy(Duration.ofMillis(1), 2, new Random(1)),
                EngineSettings.Imaging.defaults(),
                WorkerSettings.defaults().withShutdown(Duration.ofMillis(100)),
                Optional.empty()));
    }

    /// A black JPEG of 16 by 16 pixels.
    static byte[] tinyJpeg() {
        var jpeg = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), "jpeg", jpeg);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return jpeg.toByteArray();
    }

    /// Submits a request with one product per URL.
    Request accept(List<String> urls) {
        var csv = IntStream.range(0, urls.size())
                .mapToObj(i -> i + ",Product " + i + "," + urls.get(i) + "\n")
                .collect(Collectors.joining("", "Serial Number,Product Name,Input Image URLs\n", ""));
        var upload = new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
        var options = new RequestOptions(Recipe.defaults(), Optional.empty());
        try {
            var submitResult = engine.submissions()
                    .submit(new SubmissionService.Submission(
                            RequestId.random(), "", upload, options, Optional.empty()));
            return ((Accepted) submitResult).request();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Engine engine() {
        return engine;
    }

    Optional<Waiting> waiting(Request request) {
        return engine.requests().waiting(request);
    }

    ImageService.Load load() {
        return engine.load().orElseThrow();
    }

    Request reload(Request request) {
        return engine.requests().find("", request.id()).orElseThrow();
    }

    Request awaitCompleted(Request request) {
        return await(request, now -> now.times().finished().isPresent());
    }

    /// Waits until the request meets the condition, and returns its latest state.
    Request await(Request request, Predicate<Request> condition) {
        await(() -> condition.test(reload(request)));
        return reload(request);
    }

    void await(BooleanSupplier condition) {
        var deadline = Instant.now().plus(TIMEOUT);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline))
                throw new AssertionError("the condition was not met within " + TIMEOUT + "; load: " + load());
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
