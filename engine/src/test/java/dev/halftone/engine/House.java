package dev.halftone.engine;

import dev.halftone.engine.catalog.CatalogLimits;
import dev.halftone.engine.desk.Receipt;
import dev.halftone.engine.desk.ReceptionSettings;
import dev.halftone.engine.desk.Submission;
import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.RequestOptions.WebhookTarget;
import dev.halftone.engine.task.RetryPolicy;
import dev.halftone.engine.work.WorkSettings;
import dev.halftone.imaging.CodecPathMetrics;
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
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// The real engine in a folder of its own, with a [Studio] where images would be fetched and coded.
final class House implements AutoCloseable {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private final Engine engine;
    private Optional<Studio> studio = Optional.empty();

    House(Path folder, String database) {
        this(folder, database, impatient(Duration.ofDays(30)));
    }

    House(Path folder, String database, WorkSettings work) {
        engine = Engine.open(settings(folder, database, work), (guard, images) -> {
            studio = Optional.of(new Studio(images));
            return studio.get();
        });
    }

    /// One that goes by a clock of the test's.
    House(Path folder, String database, InstantSource clock) {
        var settings = settings(folder, database, impatient(Duration.ofDays(30)));
        engine = Engine.open(
                settings,
                (guard, images) -> {
                    studio = Optional.of(new Studio(images));
                    return studio.get();
                },
                new Engine.Instruments(new CodecPathMetrics(), clock));
    }

    private House(Engine engine) {
        this.engine = engine;
    }

    /// One that really fetches images, and codes them.
    static House withoutStudio(Path folder, String database) {
        return new House(Engine.open(settings(folder, database, impatient(Duration.ofDays(30)))));
    }

    private static EngineSettings settings(Path folder, String database, WorkSettings work) {
        return new EngineSettings(
                new EngineSettings.Places(folder, folder.resolve("images"), Optional.of(database)),
                new PublicUrl("http://halftone.test"),
                new ReceptionSettings(1_000_000, "http://halftone.test/processed_images/"),
                CatalogLimits.defaults(),
                AddressPolicy.unrestricted(),
                FetchSettings.defaults(),
                new RetryPolicy(Duration.ofMillis(1), 3, new Random(1)),
                EngineSettings.Imaging.defaults(),
                work,
                Optional.empty());
    }

    /// Opens few chunks, gives work under way back at once when it stops, and sweeps all the time.
    static WorkSettings impatient(Duration retention) {
        var usual = WorkSettings.defaults();
        return new WorkSettings(
                8, 2, usual.polling(), usual.heartbeat(), Duration.ofMillis(100), retention, Duration.ofMillis(50));
    }

    Engine engine() {
        return engine;
    }

    Studio studio() {
        return studio.orElseThrow();
    }

    Request accept(String csv) {
        return switch (submit(csv, Optional.empty(), Optional.empty())) {
            case Receipt.Accepted(var request) -> request;
            case Receipt other -> throw new AssertionError("not accepted: " + other);
        };
    }

    /// One that is to be announced.
    Request accept(String csv, String webhookUrl) {
        var webhook = new WebhookTarget(webhookUrl, Optional.empty());
        return switch (submit(csv, Optional.empty(), Optional.of(webhook))) {
            case Receipt.Accepted(var request) -> request;
            case Receipt other -> throw new AssertionError("not accepted: " + other);
        };
    }

    Receipt submit(String csv, Optional<String> key, Optional<WebhookTarget> webhook) {
        var options = new RequestOptions(Recipe.defaults(), webhook);
        return submit(new Submission(RequestId.random(), "", upload(csv), options, key));
    }

    static InputStream upload(String csv) {
        return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
    }

    Receipt submit(Submission submission) {
        try {
            return engine.reception().receive(submission);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The request, once it is as wanted.
    Request await(Request request, Predicate<Request> wanted) {
        awaitTrue(() -> wanted.test(look(request)));
        return look(request);
    }

    void awaitTrue(BooleanSupplier wanted) {
        var deadline = Instant.now().plus(LONG_ENOUGH);
        while (!wanted.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) throw new AssertionError("it never came to be");
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    Request awaitEnd(Request request) {
        return await(request, now -> now.times().finished().isPresent());
    }

    Request look(Request request) {
        return engine.desk().find(request.owner(), request.id()).orElseThrow();
    }

    String output(Request request) {
        var out = new ByteArrayOutputStream();
        try {
            engine.desk().writeOutput(look(request), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        engine.close();
    }
}
