package dev.halftone.engine;

import dev.halftone.engine.catalog.CatalogLimits;
import dev.halftone.engine.desk.Receipt.Accepted;
import dev.halftone.engine.desk.ReceptionSettings;
import dev.halftone.engine.desk.Submission;
import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.task.RetryPolicy;
import dev.halftone.engine.work.WorkSettings;
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

/// The whole engine with nothing left out, on SQLite, in a folder of its own: it fetches from whatever host a test has.
final class Workshop implements AutoCloseable {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private final Engine engine;

    private Workshop(EngineSettings settings) {
        engine = Engine.open(settings);
        engine.work();
    }

    static Workshop in(Path folder, int perHost, Duration fetchTimeout) {
        var usual = FetchSettings.defaults();
        return new Workshop(new EngineSettings(
                EngineSettings.Places.in(folder),
                new PublicUrl("http://halftone.test"),
                new ReceptionSettings(10_000_000, "http://halftone.test/processed_images/"),
                CatalogLimits.defaults(),
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
                WorkSettings.defaults().stoppingWithin(Duration.ofMillis(100)),
                Optional.empty()));
    }

    /// The smallest of photographs.
    static byte[] picture() {
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
            var receipt = engine.reception()
                    .receive(new Submission(RequestId.random(), "", upload, options, Optional.empty()));
            return ((Accepted) receipt).request();
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

    Request look(Request request) {
        return engine.desk().find("", request.id()).orElseThrow();
    }

    Request awaitEnd(Request request) {
        return await(request, now -> now.times().finished().isPresent());
    }

    /// The request, once it is as wanted.
    Request await(Request request, Predicate<Request> wanted) {
        await(() -> wanted.test(look(request)));
        return look(request);
    }

    void await(BooleanSupplier wanted) {
        var deadline = Instant.now().plus(LONG_ENOUGH);
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
