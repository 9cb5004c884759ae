package dev.halftone.app.web;

import dev.halftone.engine.RequestService;
import dev.halftone.engine.database.DatabaseFault;
import dev.halftone.engine.fetch.ImageFetcher;
import dev.halftone.engine.ledger.Requests.Tally;
import dev.halftone.engine.ledger.WebhookDeliveries.Status;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.request.ProductVersion;
import dev.halftone.engine.request.RequestStatus;
import dev.halftone.imaging.CodecPath;
import dev.halftone.imaging.CodecPathMetrics;
import dev.halftone.imaging.CodecPathMetrics.PathOutcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// All metrics. Requests and images are counted in the ledger at each scrape, whichever node did the work. Codec
/// paths, HTTP requests and the JVM are measured in this process.
public final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final MultiGauge requests = MultiGauge.builder("halftone.requests")
            .description("Requests kept, by status")
            .register(registry);
    private final MultiGauge images = MultiGauge.builder("halftone.images")
            .description("Images of the requests kept, by outcome")
            .register(registry);
    private final MultiGauge reused = MultiGauge.builder("halftone.images.reused")
            .description("Images of the requests kept that an earlier request had published")
            .register(registry);
    private final MultiGauge serviceJobs = MultiGauge.builder("halftone.image.service.jobs")
            .description("Jobs at an image service elsewhere")
            .register(registry);
    private final MultiGauge serviceImages = MultiGauge.builder("halftone.image.service.images")
            .description("Images at an image service elsewhere")
            .register(registry);
    private final MultiGauge oldestServiceJob = MultiGauge.builder("halftone.image.service.oldest")
            .description("Age of the oldest job at an image service elsewhere")
            .baseUnit("seconds")
            .register(registry);
    private final MultiGauge webhooks = MultiGauge.builder("halftone.webhooks")
            .description("Webhook messages that wait for another attempt, and those given up")
            .register(registry);
    private final MultiGauge backlogOldest = MultiGauge.builder("halftone.backlog.oldest")
            .description("Time since the oldest request was accepted that has images left to do; 0 without any")
            .baseUnit("seconds")
            .register(registry);
    private final MultiGauge oldestSnapshot = MultiGauge.builder("halftone.database.oldest.xmin.age")
            .description("Transactions since the oldest snapshot that keeps dead rows of PostgreSQL; 0 on SQLite")
            .register(registry);
    private final RequestService requestService;

    /// @param node what is measured of this node itself
    public Metrics(RequestService requestService, CodecPathMetrics codecPathMetrics, NodeState node) {
        this.requestService = requestService;
        var load = node.load();
        Gauge.builder("halftone.build.info", () -> 1)
                .description("The version of the program")
                .tag("version", ProductVersion.text())
                .register(registry);
        Gauge.builder("halftone.ready", () -> node.problem().get().isEmpty() ? 1 : 0)
                .description("1 if this node is ready, as /health/ready says, otherwise 0")
                .register(registry);
        Gauge.builder("halftone.disk.free", () -> node.freeDiskBytes().getAsLong())
                .description("Free space of the disk with the data folder")
                .baseUnit("bytes")
                .register(registry);
        if (load.get().isPresent()) new LoadGauges(load).bindTo(registry);
        for (var codecPath : CodecPath.values()) {
            for (var pathOutcome : PathOutcome.values()) count(codecPath, pathOutcome, codecPathMetrics);
        }
        Stream.<MeterBinder>of(
                        garbageCollection,
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics())
                .forEach(binder -> binder.bindTo(registry));
    }

    /// What is measured of this node itself.
    ///
    /// @param load the load of the image service; empty if it does not run in this process
    /// @param problem why this node is not ready
    public record NodeState(
            Supplier<Optional<ImageService.Load>> load,
            Supplier<Optional<String>> problem,
            LongSupplier freeDiskBytes) {}

    private void count(CodecPath codecPath, PathOutcome pathOutcome, CodecPathMetrics codecPathMetrics) {
        FunctionCounter.builder(
                        "halftone.images.worked", codecPathMetrics, counts -> counts.count(codecPath, pathOutcome))
                .description(
                        "Images processed by this process, by codec path, reason for not taking the fast path, and outcome")
                .tags("way", codecPath.path(), "reason", codecPath.reason(), "end", pathOutcome.label())
                .register(registry);
    }

    /// Records how long an HTTP request took.
    ///
    /// @param route the pattern of its path, never the path itself: each value is a time series forever
    void recordRequest(String method, String route, int status, Duration time) {
        registry.timer("http.server.requests", "method", method, "uri", route, "status", Integer.toString(status))
                .record(time);
    }

    /// All metrics, in Prometheus' text format 0.0.4. While the database is away, those counted in it are left out.
    String scrape() {
        try {
            countInLedger();
        } catch (RuntimeException e) {
            if (DatabaseFault.of(e).isEmpty()) throw e;
            Stream.of(
                            requests,
                            images,
                            reused,
                            serviceJobs,
                            serviceImages,
                            oldestServiceJob,
                            webhooks,
                            backlogOldest,
                            oldestSnapshot)
                    .forEach(gauge -> gauge.register(List.of(), true));
        }
        return registry.scrape();
    }

    private void countInLedger() {
        var tallies = requestService.tallies();
        requests.register(
                Stream.of(RequestStatus.values())
                        .map(status -> row("status", status.text(), count(tallies, status)))
                        .toList(),
                true);
        images.register(
                List.of(
                        row("outcome", "succeeded", sum(tallies, Tally::succeeded)),
                        row("outcome", "failed", sum(tallies, Tally::failed)),
                        row("outcome", "pending", sum(tallies, Metrics::pending))),
                true);
        register(reused, sum(tallies, Tally::reused));
        var backlog = requestService.serviceBacklog();
        register(serviceJobs, backlog.jobs());
        register(serviceImages, backlog.images());
        register(oldestServiceJob, age(backlog.oldest()));
        register(backlogOldest, age(requestService.oldestBacklog()));
        webhooks.register(
                Stream.of(Status.PENDING, Status.FAILED)
                        .map(status -> row("status", status.text(), requestService.undeliveredWebhooks(status)))
                        .toList(),
                true);
        register(oldestSnapshot, requestService.oldestSnapshotAge());
    }

    private static double age(Optional<Instant> oldest) {
        var age = oldest.map(time -> Duration.between(time, Instant.now()));
        return age.map(Duration::toMillis).orElse(0L) / 1000.0;
    }

    private static void register(MultiGauge gauge, Number value) {
        gauge.register(List.of(Row.of(Tags.empty(), value)), true);
    }

    private static Row<?> row(String key, String value, long count) {
        return Row.of(Tags.of(key, value), count);
    }

    private static long count(List<Tally> tallies, RequestStatus status) {
        return sum(tallies.stream().filter(tally -> tally.status() == status).toList(), Tally::requests);
    }

    private static long pending(Tally tally) {
        return tally.images() - tally.succeeded() - tally.failed();
    }

    private static long sum(List<Tally> tallies, ToLongFunction<Tally> count) {
        return tallies.stream().mapToLong(count).sum();
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }

    /// The queues and memory of images in this process, from their host to the codec.
    static final class LoadGauges implements MeterBinder {
        private final Supplier<Optional<ImageService.Load>> load;

        LoadGauges(Supplier<Optional<ImageService.Load>> load) {
            this.load = load;
        }

        @Override
        public void bindTo(MeterRegistry registry) {
            ofSource("halftone.transfers", ImageFetcher.Load::transfers)
                    .description("Images being fetched")
                    .register(registry);
            ofSource("halftone.fetch.queue", ImageFetcher.Load::waiting)
                    .description("Images waiting for their host, a free slot or memory")
                    .register(registry);
            ofSource("halftone.bytes.in.flight", ImageFetcher.Load::bytes)
                    .description("Bytes of images in memory")
                    .baseUnit("bytes")
                    .register(registry);
            ofSource("halftone.bytes.in.flight.max", ImageFetcher.Load::maxBytes)
                    .description("Limit of image bytes in memory")
                    .baseUnit("bytes")
                    .register(registry);
            ofSource("halftone.hosts", ImageFetcher.Load::deferredHosts)
                    .description("Hosts paused because they asked for it (held) or do not respond (dead)")
                    .tag("state", "held")
                    .register(registry);
            ofSource("halftone.hosts", ImageFetcher.Load::openCircuits)
                    .tag("state", "dead")
                    .register(registry);
            of("halftone.codec.queue", ImageService.Load::codecQueue)
                    .description("Images waiting for a codec or its memory")
                    .register(registry);
            of("halftone.codec.memory", ImageService.Load::codecMemory)
                    .description("Memory that the images being coded need, by their headers")
                    .baseUnit("bytes")
                    .register(registry);
            of("halftone.codec.memory.max", ImageService.Load::maxCodecMemory)
                    .description("Limit of the memory of images being coded")
                    .baseUnit("bytes")
                    .register(registry);
            of("halftone.codecs.lost", ImageService.Load::hungCodecs)
                    .description("Threads lost to hung codecs")
                    .register(registry);
        }

        private Gauge.Builder<?> ofSource(String name, ToDoubleFunction<ImageFetcher.Load> what) {
            return of(name, service -> what.applyAsDouble(service.source()));
        }

        private Gauge.Builder<?> of(String name, ToDoubleFunction<ImageService.Load> what) {
            return Gauge.builder(name, () -> load.get().map(what::applyAsDouble).orElse(0.0));
        }
    }
}
