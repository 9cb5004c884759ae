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

/// The whole engine with nothing left out, on SQLite, in a folder of its own: it fetches from whatever host a test
/// has.
final class FullEngineFixture implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Engine engine;

    private FullEngineFixture(EngineSettings settings) {
        engine = Engine.open(settings);
        engine.startWorkers();
    }

    static FullEngineFixture open(Path folder, int perHost, Duration fetchTimeout) {
        var usual = FetchSettings.defaults();
        return new FullEngineFixture(new EngineSettings(
                EngineSettings.Locations.in(folder),
                new PublicUrl("http://halftone.test"),
                new RequestService.Settings(10_000_000, "http://halftone.test/processed_images/"),
                CatalogReader.Limits.defaults(),
                AddressPolicy.unrestricted(),
                new FetchSettings(
                        fetchTimeout,
                        usual.connectTimeout(),
                        perHost,
                        usual.concurrency(),
                        usual.bytesInFlight(),
                        usual.maxImageBytes(),
                        usual.maxRedirects(),
                        usual.userAgent()),
                new RetryPolicy(Duration.ofMillis(1), 2, new Random(1)),
                EngineSettings.Imaging.defaults(),
                WorkerSettings.defaults().withShutdown(Duration.ofMillis(100)),
                Optional.empty()));
    }

    /// The smallest of photographs.
    static byte[] tinyJpeg() {
        var jpeg = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), "jpeg", jpeg);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return jpeg.toByteArray();
    }

    /// A request with a product for each URL.
    Request accept(List<String> urls) {
        var csv = IntStream.range(0, urls.size())
                .mapToObj(i -> i + ",Product " + i + "," + urls.get(i) + "\n")
                .collect(Collectors.joining("", "Serial Number,Product Name,Input Image URLs\n", ""));
        var upload = new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
        var options = new RequestOptions(Recipe.defaults(), Optional.empty());
        try {
            var submitResult = engine.requests()
                    .submit(new RequestService.Submission(RequestId.random(), "", upload, options, Optional.empty()));
            return ((Accepted) submitResult).request();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Engine engine() {
        return engine;
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

    /// The request, once it is as wanted.
    Request await(Request request, Predicate<Request> wanted) {
        await(() -> wanted.test(reload(request)));
        return reload(request);
    }

    void await(BooleanSupplier wanted) {
        var deadline = Instant.now().plus(TIMEOUT);
        while (!wanted.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) throw new AssertionError("it never came to be; now " + load());
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
