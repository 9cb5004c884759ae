package dev.halftone.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.engine.catalog.Product;
import dev.halftone.engine.imageservice.Job;
import dev.halftone.engine.imageservice.JobCheck;
import dev.halftone.engine.imageservice.JobReceipt;
import dev.halftone.engine.imageservice.JobReport;
import dev.halftone.engine.imageservice.JobResults;
import dev.halftone.engine.imageservice.ServiceDescription;
import dev.halftone.engine.imageservice.ServiceJson;
import dev.halftone.engine.ledger.ImageNumbering;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.ProductBatch;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.request.NewRequest;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.Sha256;
import dev.halftone.engine.task.TaskContext;
import dev.halftone.engine.task.TaskScheduler;
import dev.halftone.engine.webhook.DeliveryAttempt;
import dev.halftone.engine.webhook.WebhookMessage;
import dev.halftone.engine.webhook.WebhookPayload;
import dev.halftone.engine.webhook.WebhookUrl;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the jobs of an image service's clients, and answers for them.
///
/// A job becomes a request for each recipe in it, which the job owns. Its images are the products, and their
/// `image_id` is the serial number. All of it is stored in one transaction. The callback is the request's webhook.
public final class JobService {
    private static final Logger log = LoggerFactory.getLogger(JobService.class);

    private final Ledger ledger;
    private final TaskScheduler scheduler;
    private final InstantSource clock;
    private final TaskContext.WebhookDelivery webhooks;
    private final AddressGuard guard;
    private final JobCheck check;
    private final JobReport report;
    private final Limits limits;
    private final Optional<String> version;
    private final Supplier<Optional<String>> workProblem;

    /// @param workProblem why no work can begin now; empty when it can
    JobService(TaskContext context, AddressGuard guard, Limits limits, Supplier<Optional<String>> workProblem) {
        this.ledger = context.ledger();
        this.scheduler = context.scheduler();
        this.clock = context.clock();
        this.webhooks = context.webhooks();
        this.guard = guard;
        this.check = new JobCheck(guard, limits.imagesPerJob());
        this.report = new JobReport(context.ledger(), context.imageStore());
        this.limits = limits;
        this.version = context.imageService().codecIdentity();
        this.workProblem = workProblem;
    }

    /// The limits of this service.
    ///
    /// @param callbackUrl to which a signed callback without results is sent, as a test
    public ServiceDescription description(Optional<String> callbackUrl) {
        return new ServiceDescription(
                Optional.of(limits.imagesPerJob()),
                Optional.of(limits.imagesInFlight()),
                version,
                callbackUrl.flatMap(this::callbackProblem));
    }

    private Optional<String> callbackProblem(String callbackUrl) {
        return WebhookUrl.problem(callbackUrl, guard).or(() -> {
            var payload = new WebhookPayload(new String(ServiceJson.write(new JobResults("test", List.of())), UTF_8));
            var message = new WebhookMessage(
                    WebhookMessage.MessageId.random(),
                    new WebhookUrl(callbackUrl),
                    Optional.of(webhooks.defaultSecret()),
                    payload);
            return switch (webhooks.sender().send(message).result()) {
                case DeliveryAttempt.Result.Delivered _ -> Optional.empty();
                case DeliveryAttempt.Result failed -> Optional.of(failed.message());
            };
        });
    }

    /// Takes a job, once: the same job again is taken without effect.
    ///
    /// @param imageBaseUrl the prefix of the URLs of its new images
    public JobSubmitResult submit(Job job, String imageBaseUrl) {
        var invalid = check.problem(job);
        if (invalid.isPresent()) return new JobSubmitResult.Invalid(invalid.get());
        // While no work can begin, nothing is asked of the database: it may take long to fail.
        var problem = workProblem.get();
        if (problem.isPresent()) return new JobSubmitResult.NotStored(problem.get());
        var digest = digest(job);
        return findEarlier(job, digest).orElseGet(() -> accept(job, digest, imageBaseUrl));
    }

    private JobSubmitResult accept(Job job, String digest, String imageBaseUrl) {
        return switch (ledger.transactions().call(() -> insert(job, digest, imageBaseUrl))) {
            case INSERTED -> {
                log.info("job {} accepted: {} images", job.jobId(), job.images().size());
                yield taken(job);
            }
            // The same job may have been inserted after we looked.
            case EXISTS -> findEarlier(job, digest).orElseGet(JobSubmitResult.IdReused::new);
            case FULL ->
                findEarlier(job, digest).orElseGet(() -> new JobSubmitResult.TooManyImages(limits.imagesInFlight()));
        };
    }

    private enum Insertion {
        INSERTED,
        EXISTS,
        FULL
    }

    /// Counts and inserts in one transaction, so that simultaneous jobs cannot exceed the limit.
    private Insertion insert(Job job, String digest, String imageBaseUrl) {
        var inFlight = ledger.openRequests().lockAndCountPendingImages();
        if (inFlight + job.images().size() > limits.imagesInFlight()) return Insertion.FULL;
        var callback = Optional.of(new RequestOptions.WebhookTarget(job.callbackUrl(), Optional.empty()));
        // The first request has the key, so that of two copies of a job only one is inserted.
        var key = Optional.of(job.jobId());
        for (var images : byRecipe(job.images())) {
            var request = new NewRequest(
                    RequestId.random(),
                    job.jobId(),
                    // Jobs reuse nothing from each other, but their results tell what the sources were.
                    new RequestOptions(images.getFirst().recipe(), callback, RequestOptions.CacheUse.USE),
                    imageBaseUrl,
                    new NewRequest.Idempotency(key, digest),
                    new NewRequest.Size(images.size(), images.size(), "[]", 0));
            var number = ledger.requests().accept(request, clock.instant());
            if (number.isEmpty()) return Insertion.EXISTS;
            insertImages(number.get(), images);
            key = Optional.empty();
        }
        return Insertion.INSERTED;
    }

    private static Collection<List<Job.Image>> byRecipe(List<Job.Image> images) {
        return images.stream()
                .collect(Collectors.groupingBy(Job.Image::recipe, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    /// A job is small. It needs no task that expands it.
    private void insertImages(long number, List<Job.Image> images) {
        var request = ledger.requests().lock(number).orElseThrow();
        var batch = batch(images);
        ledger.requests().recordExpanded(number, 0, batch.lastRow());
        ledger.productInserts().write(request, batch);
        scheduler.process(request, batch.newImages(), 0);
    }

    private static ProductBatch batch(List<Job.Image> images) {
        var numbering = new ImageNumbering(images.size());
        return new ProductBatch(IntStream.range(0, images.size())
                .mapToObj(index -> numbering.next(product(index + 1, images.get(index))))
                .toList());
    }

    private static Product product(long row, Job.Image image) {
        return Product.of(row, image.imageId(), image.imageId(), List.of(JobCheck.sourceUrl(image)));
    }

    private Optional<JobSubmitResult> findEarlier(Job job, String digest) {
        return requests(job.jobId()).stream()
                .findFirst()
                .map(request ->
                        request.idempotency().digest().equals(digest) ? taken(job) : new JobSubmitResult.IdReused());
    }

    private JobSubmitResult taken(Job job) {
        return new JobSubmitResult.Taken(new JobReceipt(job.jobId(), check.rejections(job)));
    }

    /// Equal for two jobs exactly when they ask for the same. The deadline of a repeated job may be later, and the
    /// order of images means nothing.
    private static String digest(Job job) {
        var images = job.images().stream()
                .sorted(Comparator.comparing(Job.Image::imageId))
                .toList();
        return Sha256.hex(ServiceJson.write(new Job(job.jobId(), job.callbackUrl(), Instant.EPOCH, images)));
    }

    /// The results of a job so far; empty when there is no such job.
    public Optional<JobResults> results(String jobId) {
        var requests = requests(jobId);
        return requests.isEmpty() ? Optional.empty() : Optional.of(report.of(jobId, requests));
    }

    /// Cancels and deletes a job, if there is one: it is gone at once, its images soon.
    public void delete(String jobId) {
        var requests = requests(jobId);
        if (requests.isEmpty()) return;
        ledger.transactions()
                .run(() -> requests.forEach(request -> ledger.requests()
                        .delete(jobId, request.id(), clock.instant())
                        .ifPresent(scheduler::purge)));
        log.info("job {} deleted", jobId);
    }

    private List<Request> requests(String jobId) {
        return ledger.requests()
                .newestFirst(jobId, Long.MAX_VALUE, Limits.MAX_IMAGES_PER_JOB)
                .reversed();
    }

    /// How many images the service takes.
    ///
    /// @param imagesPerJob the most images of one job
    /// @param imagesInFlight the most images of all jobs together that have not ended
    public record Limits(int imagesPerJob, int imagesInFlight) {
        /// A callback about so many images is far smaller than 16 MiB.
        static final int MAX_IMAGES_PER_JOB = 10_000;

        public Limits {
            if (imagesPerJob < 1 || imagesPerJob > MAX_IMAGES_PER_JOB)
                throw new IllegalArgumentException(
                        "max-images-per-job must be 1 to " + MAX_IMAGES_PER_JOB + ", not " + imagesPerJob);
            if (imagesInFlight < imagesPerJob)
                throw new IllegalArgumentException(
                        "max-images-in-flight must be at least max-images-per-job, not " + imagesInFlight);
        }
    }
}
