package dev.halftone.engine.imageservice;

import dev.halftone.engine.imageservice.JobReceipt.Rejection;
import dev.halftone.engine.imageservice.ServiceClient.Response;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.ServiceJobs.NewJob;
import dev.halftone.engine.ledger.ServiceJobs.ServiceJob;
import dev.halftone.engine.ledger.ServiceJobs.State;
import dev.halftone.engine.limit.PrioritySemaphore;
import dev.halftone.engine.processing.ImageJob;
import dev.halftone.engine.processing.ImageService.DueImages;
import dev.halftone.engine.request.Chunk;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.HandedOver;
import dev.halftone.engine.request.RequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands images over to the service, in jobs as large as it allows.
///
/// A job is stored before it is sent. After a crash in between, the same job is sent again, and the service recognizes
/// it.
final class HandOver {
    private static final Logger log = LoggerFactory.getLogger(HandOver.class);

    /// How often the first in line checks for room. Room made by another node sends no signal.
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);

    /// How long an image waits before it asks for room again.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// How many chunks may wait for room at once. Each holds a worker slot, and collecting results needs slots too. The
    /// first chunks of a request may use as many again.
    private static final int MAX_WAITING = 8;

    /// How many images the first chunks of a request have.
    private static final long FIRST_IMAGES = 4L * Chunk.SIZE;

    /// The time between two chunks that ask for room again. Each time costs several transactions, and a large request
    /// has thousands of chunks.
    private static final Duration SPACING = Duration.ofMillis(50);

    private final RemoteSettings settings;
    private final ServiceClient client;
    private final Ledger ledger;
    private final ServiceLimits limits;
    private final ServiceAvailability availability;
    private final InstantSource clock;

    /// Held by the one chunk that checks for room. The others queue for it, in order of fairness.
    private final PrioritySemaphore turn = new PrioritySemaphore(1);

    private Instant lastAsking = Instant.EPOCH;

    HandOver(
            RemoteSettings settings,
            ServiceClient client,
            Ledger ledger,
            ServiceLimits limits,
            ServiceAvailability availability,
            InstantSource clock) {
        this.settings = settings;
        this.client = client;
        this.ledger = ledger;
        this.limits = limits;
        this.availability = availability;
        this.clock = clock;
    }

    /// Whether a chunk may wait for room. A chunk with images at the service must not: recording their results makes
    /// room, and that happens only after the chunk's task has ended.
    enum Patience {
        WAIT,
        DEFER
    }

    /// Hands over images for the first time.
    List<Outcome> first(DueImages due, List<ImageJob> images, Patience patience) throws InterruptedException {
        var outcomes = new ArrayList<Outcome>();
        var waits = patience;
        while (outcomes.size() < images.size()) {
            var rest = images.subList(outcomes.size(), images.size());
            switch (admit(due, rest, waits)) {
                case Admission.Stored(var job, var stored) -> outcomes.addAll(send(job, stored));
                case Admission.Refused(var outcome) -> outcomes.addAll(Collections.nCopies(rest.size(), outcome));
            }
            waits = Patience.DEFER;
        }
        return outcomes;
    }

    /// Whether a job was stored.
    private sealed interface Admission {
        record Stored(ServiceJob job, List<ImageJob> images) implements Admission {}

        /// No image can be handed over now.
        record Refused(Outcome outcome) implements Admission {}
    }

    private Admission admit(DueImages due, List<ImageJob> images, Patience patience) throws InterruptedException {
        var began = clock.instant();
        var cancellation = images.getFirst().cancellation();
        var fairness = images.getFirst().fairness();
        try {
            if (!takesTurn(images.getFirst(), patience))
                return new Admission.Refused(deferred(pause(images.getFirst(), patience)));
            try {
                return admitFirst(due, images, patience, began);
            } finally {
                turn.release(fairness);
            }
        } catch (InterruptedException e) {
            if (cancellation.isCancelled()) return new Admission.Refused(cancelled());
            throw e;
        }
    }

    /// A chunk that must not wait for room must not queue behind chunks that do.
    private boolean takesTurn(ImageJob image, Patience patience) throws InterruptedException {
        var maxWaiting = isFirst(image) ? 2 * MAX_WAITING : MAX_WAITING;
        if (patience == Patience.DEFER || turn.waiting() >= maxWaiting) return turn.tryAcquire(image.fairness());
        image.cancellation().await(() -> turn.acquire(image.fairness()));
        return true;
    }

    private Admission admitFirst(DueImages due, List<ImageJob> images, Patience patience, Instant began)
            throws InterruptedException {
        while (true) {
            if (!availability.isPaused()) {
                var stored = limits.current().flatMap(current -> store(due, images, current));
                if (stored.isPresent()) return stored.get();
            }
            var givenUp = availability.givenUp(began);
            if (givenUp.isPresent()) return new Admission.Refused(ServiceFailure.failed(givenUp.get()));
            if (patience == Patience.DEFER) return new Admission.Refused(deferred(PAUSE));
            images.getFirst().cancellation().await(() -> Thread.sleep(CHECK_INTERVAL));
        }
    }

    /// Stores a job if there is room for it.
    private Optional<Admission> store(DueImages due, List<ImageJob> images, ServiceLimits.Current current) {
        var batch = images.subList(0, Math.min(images.size(), current.imagesPerJob()));
        return ledger.transactions().call(() -> {
            if (!lockProcessing(due.chunk().request())) return Optional.of(new Admission.Refused(cancelled()));
            var waiting = ledger.serviceJobs().lockAndCountImages();
            return waiting + batch.size() > current.imagesInFlight()
                    ? Optional.empty()
                    : Optional.of(new Admission.Stored(insert(due, batch, Optional.empty()), batch));
        });
    }

    private boolean lockProcessing(long request) {
        return ledger.requests()
                .lock(request)
                .filter(locked -> locked.status() == RequestStatus.PROCESSING)
                .isPresent();
    }

    private ServiceJob insert(DueImages due, List<ImageJob> images, Optional<ServiceJob> previous) {
        var now = clock.instant();
        var job = new NewJob(
                UUID.randomUUID().toString(),
                due.chunk().request(),
                due.task(),
                previous,
                settings.callbackUrl(),
                now.plus(settings.deadline()),
                now);
        return ledger.serviceJobs()
                .insert(job, images.stream().map(ImageJob::image).toList());
    }

    /// Hands over images again, in a new job. They already count as images at the service.
    List<Outcome> again(DueImages due, ServiceJob previous, List<ImageJob> images) {
        var job = ledger.transactions()
                .call(() -> lockProcessing(due.chunk().request())
                        ? Optional.of(insert(due, images, Optional.of(previous)))
                        : Optional.<ServiceJob>empty());
        return job.map(stored -> send(stored, images)).orElseGet(() -> all(images, cancelled()));
    }

    /// Sends a job again that the service may not have received.
    List<Outcome> repeat(ServiceJob job, List<ImageJob> images) {
        var now = clock.instant();
        if (now.isBefore(job.deadline())) return send(job, images);
        var deadline = now.plus(settings.deadline());
        ledger.serviceJobs().extend(job.number(), State.UNSENT, deadline);
        return ledger.serviceJobs()
                .get(job.number())
                .map(extended -> send(extended, images))
                .orElseGet(() -> all(images, cancelled()));
    }

    private List<Outcome> send(ServiceJob job, List<ImageJob> images) {
        // Another job may have failed since this one was stored.
        if (availability.isPaused()) return all(images, new HandedOver(availability.pausedUntil()));
        return switch (client.submit(message(job, images))) {
            case Response.Ok(var receipt) -> taken(job, images, receipt.rejected());
            case Response.Refused(var problem, var why) ->
                problem.is("job_id_reused") ? taken(job, images, List.of()) : all(images, ServiceFailure.failed(why));
            case Response.Malformed(var why) -> malformed(job, images, why);
            case Response.NotFound(var why) -> notTaken(job, images, why, Optional.empty());
            case Response.Unavailable(var why, var retryAfter) -> notTaken(job, images, why, retryAfter);
        };
    }

    private static Job message(ServiceJob job, List<ImageJob> images) {
        return new Job(
                job.id(),
                job.callbackUrl(),
                job.deadline(),
                images.stream()
                        .map(image -> new Job.Image(
                                ReceivedResults.imageId(image.image()),
                                image.url().text(),
                                image.recipe()))
                        .toList());
    }

    private List<Outcome> taken(ServiceJob job, List<ImageJob> images, List<Rejection> rejections) {
        availability.taken();
        log.info("request {}: job {} handed over, {} images", images.getFirst().request(), job.id(), images.size());
        var isWanted = ledger.transactions().call(() -> {
            ledger.serviceJobs().taken(job.number());
            return ledger.requests().status(job.request()).equals(Optional.of(RequestStatus.PROCESSING));
        });
        // The request was cancelled or deleted while the job was being sent.
        if (!isWanted) client.delete(job.id());
        var rejected = rejections.stream()
                .collect(Collectors.toMap(Rejection::imageId, rejection -> rejection, (first, _) -> first));
        return images.stream()
                .map(image -> Optional.ofNullable(rejected.get(ReceivedResults.imageId(image.image())))
                        .<Outcome>map(rejection -> ServiceFailure.of(
                                        Optional.of(rejection.code()), Optional.of(rejection.message()))
                                .failed())
                        .orElseGet(() -> new HandedOver(job.deadline())))
                .toList();
    }

    private List<Outcome> malformed(ServiceJob job, List<ImageJob> images, String why) {
        client.delete(job.id());
        return all(images, ServiceFailure.failed(why));
    }

    /// The images keep their job, which is sent again after a pause.
    private List<Outcome> notTaken(ServiceJob job, List<ImageJob> images, String why, Optional<Duration> retryAfter) {
        availability.failed(why, retryAfter);
        var isTooOld =
                clock.instant().isAfter(job.createdAt().plus(settings.deadline().multipliedBy(3)));
        if (isTooOld || availability.givenUp(Instant.EPOCH).isPresent()) return all(images, ServiceFailure.failed(why));
        log.warn("job {} is not handed over: {}; it will be later", job.id(), why);
        return all(images, new HandedOver(availability.pausedUntil()));
    }

    private static List<Outcome> all(List<ImageJob> images, Outcome outcome) {
        return Collections.nCopies(images.size(), outcome);
    }

    private static Outcome cancelled() {
        return new Failed(FailureCode.CANCELLED, "the request was cancelled before this image was handed over");
    }

    private static boolean isFirst(ImageJob image) {
        return image.fairness().served() < FIRST_IMAGES;
    }

    /// How long to wait before asking for room again. Later chunks of a request take turns.
    private synchronized Duration pause(ImageJob image, Patience patience) {
        if (patience == Patience.DEFER || isFirst(image)) return PAUSE;
        var now = clock.instant();
        var soon = now.plus(PAUSE);
        var next = lastAsking.plus(SPACING);
        lastAsking = next.isAfter(soon) ? next : soon;
        return Duration.between(now, lastAsking);
    }

    private static Outcome deferred(Duration pause) {
        return new Deferred(FailureCode.SERVICE_FAILED, "the image service takes no more images now", pause);
    }
}
