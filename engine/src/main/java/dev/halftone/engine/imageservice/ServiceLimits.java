package dev.halftone.engine.imageservice;

import dev.halftone.engine.imageservice.ServiceClient.Response;
import dev.halftone.engine.request.Chunk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many images the service says it takes. Asks again when a job is handed over and the last response is a minute
/// old. Thread-safe.
final class ServiceLimits {
    private static final Logger log = LoggerFactory.getLogger(ServiceLimits.class);

    private static final Duration LIFETIME = Duration.ofMinutes(1);

    /// If the service does not say. Enough for a fast service to have work at any time.
    private static final int DEFAULT_IN_FLIGHT = 10_000;

    private final ServiceClient client;
    private final ServiceAvailability availability;
    private final InstantSource clock;
    private volatile Optional<Current> current = Optional.empty();
    private Instant askedAt = Instant.EPOCH;

    ServiceLimits(ServiceClient client, ServiceAvailability availability, InstantSource clock) {
        this.client = client;
        this.availability = availability;
        this.clock = clock;
    }

    /// The limits at one moment.
    ///
    /// @param version of the service, if it reports one
    record Current(int imagesPerJob, int imagesInFlight, Optional<String> version) {
        static Current of(ServiceDescription description) {
            var inFlight = Math.max(1, description.maxImagesInFlight().orElse(DEFAULT_IN_FLIGHT));
            var perJob = Math.clamp(description.maxImagesPerJob().orElse(Chunk.SIZE), 1, inFlight);
            return new Current(perJob, inFlight, description.version());
        }
    }

    /// The limits from the last response.
    Optional<Current> known() {
        return current;
    }

    /// The limits; empty while the service cannot be asked.
    synchronized Optional<Current> current() {
        if (current.isPresent() && clock.instant().isBefore(askedAt.plus(LIFETIME))) return current;
        switch (client.describe()) {
            case Response.Ok(var description) -> {
                askedAt = clock.instant();
                logChange(Current.of(description));
                description
                        .callbackProblem()
                        .ifPresent(problem -> log.warn(
                                "the image service cannot reach --callback-url: {}; results will come at the deadline",
                                problem));
            }
            case Response.Unavailable(var why, var retryAfter) -> {
                if (current.isEmpty()) availability.failed(why, retryAfter);
            }
            // It does not describe itself, or not in a form that we understand.
            case Response.NotFound<?> _, Response.Refused<?> _, Response.Malformed<?> _ -> {
                askedAt = clock.instant();
                if (current.isEmpty())
                    logChange(Current.of(new ServiceDescription(
                            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())));
            }
        }
        return current;
    }

    private void logChange(Current found) {
        if (current.equals(Optional.of(found))) return;
        current = Optional.of(found);
        log.info("the image service takes {} images a job, {} in all", found.imagesPerJob(), found.imagesInFlight());
    }
}
