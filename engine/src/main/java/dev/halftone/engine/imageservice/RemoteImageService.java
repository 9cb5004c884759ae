package dev.halftone.engine.imageservice;

import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.fetch.HostExchange;
import dev.halftone.engine.fetch.ImageFetcher;
import dev.halftone.engine.imageservice.HandOver.Patience;
import dev.halftone.engine.imageservice.ResultCollection.Result.Collected;
import dev.halftone.engine.imageservice.ResultCollection.Result.Unavailable;
import dev.halftone.engine.imageservice.ServiceClient.Response;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.ServiceJobs.ArrivedResult;
import dev.halftone.engine.ledger.ServiceJobs.ServiceJob;
import dev.halftone.engine.ledger.ServiceJobs.State;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.net.NameResolver;
import dev.halftone.engine.processing.ImageJob;
import dev.halftone.engine.processing.ImagePublisher;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.HandedOver;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.storage.ImageStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands images to a service elsewhere, which sends results to a callback URL.
///
/// Each image of a chunk goes through these steps. No thread or task waits between them:
///
/// 1. A new image is handed over with others ([HandOver]), unless it has a result already ([SourceCheck]). It is due
///    again at the deadline.
/// 2. A callback stores its result and makes it due now ([ReceivedResults]).
/// 3. The result is collected ([ResultCollection]).
/// 4. At the deadline, the service is asked for results that have not arrived.
public final class RemoteImageService implements ImageService {
    private static final Logger log = LoggerFactory.getLogger(RemoteImageService.class);

    /// How many times an image is handed over in one attempt.
    private static final int MAX_HANDOVERS = 3;

    /// The pause before we retry a question or a cancellation that got no response.
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final RemoteSettings settings;
    private final ServiceClient client;
    private final Ledger ledger;
    private final ImageFetcher fetcher;
    private final ImageFetcher serviceFetcher;
    private final ServiceLimits limits;
    private final HandOver handOver;
    private final ResultCollection results;
    private final SourceCheck sources;
    private final InstantSource clock;
    private final AtomicBoolean isWarned = new AtomicBoolean();

    /// @param guard checks the URLs of new images on hosts other than the service's
    public RemoteImageService(
            RemoteSettings settings,
            FetchSettings fetchSettings,
            AddressGuard guard,
            HostExchange hosts,
            Ledger ledger,
            ImageStore store,
            InstantSource clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.clock = clock;
        this.client = new ServiceClient(settings, NameResolver.system(), clock);
        this.fetcher = new ImageFetcher(fetchSettings, guard, clock, hosts);
        this.serviceFetcher = new ImageFetcher(
                fetchSettings.withoutRedirects(),
                new AddressGuard(AddressPolicy.unrestricted(), NameResolver.system()),
                clock);
        var availability = new ServiceAvailability(settings.deadline(), clock);
        this.limits = new ServiceLimits(client, availability, clock);
        this.handOver = new HandOver(settings, client, ledger, limits, availability, clock);
        var publisher = new ImagePublisher(store);
        this.results = new ResultCollection(
                ledger, fetcher, serviceFetcher, settings.url().host(), fetchSettings.maxImageBytes(), publisher);
        this.sources = new SourceCheck(fetcher, publisher);
    }

    /// Asks the service for its limits, and whether it reaches our callback URL. Logs what it says.
    @Override
    public void ready() {
        Thread.ofVirtual().name("check-image-service").start(limits::current);
    }

    @Override
    public List<Work> plan(DueImages due) {
        var placements = ledger.serviceJobs().placements(due.chunk());
        var works = new ArrayList<Work>();
        var isNew = new ArrayList<ImageJob>();
        var waiting = new TreeMap<Long, List<ImageJob>>();
        for (var image : due.images()) {
            var placement = placements.get(image.image());
            if (placement == null) isNew.add(image);
            else if (placement.result().isPresent())
                works.add(
                        collect(due, image, placement.job(), placement.result().get()));
            else
                waiting.computeIfAbsent(placement.job(), _ -> new ArrayList<>()).add(image);
        }
        waiting.forEach((job, images) -> works.add(new Work(images, () -> ask(due, job, images))));
        var patience = placements.isEmpty() ? Patience.WAIT : Patience.DEFER;
        if (!isNew.isEmpty()) works.add(new Work(isNew, () -> reuseOrHandOver(due, isNew, patience)));
        return works;
    }

    private Work collect(DueImages due, ImageJob image, long job, ArrivedResult result) {
        return new Work(
                List.of(image),
                () -> List.of(
                        switch (results.collect(due.chunk().request(), image, result)) {
                            case Collected(var outcome) -> outcome;
                            case Unavailable(var outcome) -> unavailable(job, outcome);
                        }));
    }

    /// The new image is not to be had now, mostly because the service is being restarted. Another job would repeat its
    /// work, so the image is asked for again, for as long as a service gets that does not respond.
    private Outcome unavailable(long number, RetryLater outcome) {
        var now = clock.instant();
        return ledger.serviceJobs()
                .get(number)
                .filter(job ->
                        now.isBefore(job.deadline().plus(settings.deadline().multipliedBy(2))))
                .<Outcome>map(_ -> new Deferred(outcome.code(), outcome.message(), pause()))
                .orElse(outcome);
    }

    private List<Outcome> reuseOrHandOver(DueImages due, List<ImageJob> images, Patience patience)
            throws InterruptedException {
        var outcomes = new HashMap<>(sources.reuse(images));
        var others =
                images.stream().filter(image -> !outcomes.containsKey(image)).toList();
        if (!others.isEmpty()) put(outcomes, others, handOver.first(due, others, patience));
        return images.stream()
                .map(image -> Objects.requireNonNull(outcomes.get(image)))
                .toList();
    }

    /// The service's URL and version. Without a version, nothing is reused.
    @Override
    public Optional<String> codecIdentity() {
        return limits.known().flatMap(ServiceLimits.Current::version).map(version -> settings.url() + " " + version);
    }

    /// Handles images that are due without a result: the deadline has passed, or the process of their attempt died.
    private List<Outcome> ask(DueImages due, long number, List<ImageJob> images) throws InterruptedException {
        var job = ledger.serviceJobs().get(number);
        if (job.isEmpty()) return handOver.first(due, images, Patience.DEFER);
        if (job.get().state() == State.UNSENT) return handOver.repeat(job.get(), images);
        if (clock.instant().isBefore(job.get().deadline()))
            return all(images, new HandedOver(job.get().deadline()));
        return askService(due, job.get(), images);
    }

    private List<Outcome> askService(DueImages due, ServiceJob job, List<ImageJob> images) throws InterruptedException {
        return switch (client.results(job.id())) {
            case Response.Ok(var message) -> store(due, job, images, message);
            case Response.NotFound(var why) -> again(due, job, images, why);
            case Response.Refused<?> refused -> all(images, ServiceFailure.failed(refused.why()));
            case Response.Malformed(var why) -> all(images, ServiceFailure.failed(why));
            case Response.Unavailable(var why, var retryAfter) -> notAnswered(job, images, why, retryAfter);
        };
    }

    /// Stores the results. Images that have one are due again at once, and are collected then.
    private List<Outcome> store(DueImages due, ServiceJob job, List<ImageJob> images, JobResults message)
            throws InterruptedException {
        var stored = ledger.transactions()
                .call(() -> ledger.requests()
                        .lock(job.request())
                        .map(_ -> new ReceivedResults(ledger).store(job, message))
                        .orElse(0));
        if (stored > 0 && isWarned.compareAndSet(false, true))
            log.warn(
                    "job {} had results that never came: the image service may not reach {}",
                    job.id(),
                    settings.callbackUrl());
        var placements = ledger.serviceJobs().placements(due.chunk());
        var pending = images.stream()
                .filter(image -> Optional.ofNullable(placements.get(image.image()))
                        .filter(placement -> placement.result().isEmpty())
                        .isPresent())
                .toList();
        var outcomes = new HashMap<ImageJob, Outcome>();
        if (!pending.isEmpty()) put(outcomes, pending, stillPending(due, job, pending));
        return images.stream()
                .map(image -> outcomes.getOrDefault(image, new HandedOver(Instant.EPOCH)))
                .toList();
    }

    private static void put(Map<ImageJob, Outcome> outcomes, List<ImageJob> images, List<Outcome> ofImages) {
        for (var i = 0; i < images.size(); i++) outcomes.put(images.get(i), ofImages.get(i));
    }

    /// A job gets one more deadline. After that its images are handed over again.
    private List<Outcome> stillPending(DueImages due, ServiceJob job, List<ImageJob> images)
            throws InterruptedException {
        if (job.state() == State.TAKEN) {
            var deadline = clock.instant().plus(settings.deadline());
            ledger.serviceJobs().extend(job.number(), State.EXTENDED, deadline);
            return all(images, new HandedOver(deadline));
        }
        client.delete(job.id());
        return again(due, job, images, "the image service had not finished it");
    }

    private List<Outcome> again(DueImages due, ServiceJob job, List<ImageJob> images, String why) {
        if (job.handover() < MAX_HANDOVERS) return handOver.again(due, job, images);
        var message = "handed over %d times without a result; at the last deadline %s".formatted(MAX_HANDOVERS, why);
        return all(images, new Outcome.Failed(FailureCode.TIMED_OUT, message));
    }

    /// The service does not respond. It gets as long as one that takes no jobs.
    private List<Outcome> notAnswered(
            ServiceJob job, List<ImageJob> images, String why, Optional<Duration> retryAfter) {
        var now = clock.instant();
        var end = job.deadline().plus(settings.deadline().multipliedBy(2));
        if (now.isAfter(end)) return all(images, ServiceFailure.failed(why));
        return all(images, new HandedOver(now.plus(retryAfter.orElseGet(this::pause))));
    }

    private Duration pause() {
        return settings.deadline().compareTo(PAUSE) < 0 ? settings.deadline() : PAUSE;
    }

    private static List<Outcome> all(List<ImageJob> images, Outcome outcome) {
        return Collections.nCopies(images.size(), outcome);
    }

    /// Gives up on a service that cannot be reached once the job's deadlines have passed.
    @Override
    public Optional<Instant> withdraw(Request request) {
        for (var jobs = ledger.serviceJobs().of(request.number());
                !jobs.isEmpty();
                jobs = ledger.serviceJobs().of(request.number())) {
            for (var job : jobs) {
                var end = job.deadline().plus(settings.deadline().multipliedBy(2));
                if (!client.delete(job.id()) && clock.instant().isBefore(end))
                    return Optional.of(clock.instant().plus(pause()));
                log.info("request {}: job {} withdrawn", request.id(), job.id());
                ledger.serviceJobs().delete(job.number());
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        client.close();
        fetcher.close();
        serviceFetcher.close();
    }
}
