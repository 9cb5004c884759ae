package dev.halftone.app.api;

import dev.halftone.engine.fetch.ImageFetcher;
import dev.halftone.engine.processing.ImageService;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// Where the images of this process stand, from the host they come from to the codec.
final class LoadGauges implements MeterBinder {
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
                .description("Images that wait for their host, a place or memory")
                .register(registry);
        ofSource("halftone.bytes.in.flight", ImageFetcher.Load::bytes)
                .description("Bytes of images in memory")
                .baseUnit("bytes")
                .register(registry);
        ofSource("halftone.bytes.in.flight.max", ImageFetcher.Load::maxBytes)
                .description("Bytes of images that may be in memory")
                .baseUnit("bytes")
                .register(registry);
        ofSource("halftone.hosts", ImageFetcher.Load::deferredHosts)
                .description("Hosts left alone for a while, as they asked (held), or because they are dead (dead)")
                .tag("state", "held")
                .register(registry);
        ofSource("halftone.hosts", ImageFetcher.Load::openCircuits)
                .tag("state", "dead")
                .register(registry);
        of("halftone.codec.queue", ImageService.Load::codecQueue)
                .description("Images that wait for a codec")
                .register(registry);
        of("halftone.codecs.lost", ImageService.Load::hungCodecs)
                .description("Threads lost to codecs that hang")
                .register(registry);
    }

    private Gauge.Builder<?> ofSource(String name, ToDoubleFunction<ImageFetcher.Load> what) {
        return of(name, service -> what.applyAsDouble(service.source()));
    }

    private Gauge.Builder<?> of(String name, ToDoubleFunction<ImageService.Load> what) {
        return Gauge.builder(name, () -> load.get().map(what::applyAsDouble).orElse(0.0));
    }
}
