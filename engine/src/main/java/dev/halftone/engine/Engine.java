package dev.halftone.engine;

import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.database.Dialect;
import dev.halftone.engine.fetch.CatalogDownloader;
import dev.halftone.engine.fetch.HostExchange;
import dev.halftone.engine.fetch.ImageFetcher;
import dev.halftone.engine.imageservice.JobReport;
import dev.halftone.engine.imageservice.RemoteImageService;
import dev.halftone.engine.imageservice.RemoteSettings;
import dev.halftone.engine.isolation.CodecCommand;
import dev.halftone.engine.isolation.CodecConfig;
import dev.halftone.engine.isolation.CodecFactory;
import dev.halftone.engine.isolation.CodecProcessPool;
import dev.halftone.engine.isolation.CrashIsolation;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.DnsCache;
import dev.halftone.engine.net.NameResolver;
import dev.halftone.engine.processing.CodecAdmission;
import dev.halftone.engine.processing.CodecExecutor;
import dev.halftone.engine.processing.ImagePublisher;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.processing.LocalImageService;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.Tracing;
import dev.halftone.engine.storage.DataFolder;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.storage.Storage;
import dev.halftone.engine.task.SchedulerTables;
import dev.halftone.engine.task.TaskContext;
import dev.halftone.engine.task.TaskScheduler;
import dev.halftone.engine.task.Workers;
import dev.halftone.engine.webhook.DeliveryLimits;
import dev.halftone.engine.webhook.DeliverySchedule;
import dev.halftone.engine.webhook.WebhookPayload;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.engine.webhook.WebhookSender;
import dev.halftone.imaging.CodecPathMetrics;
import dev.halftone.imaging.ImageCodec;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;

/// The engine: builds every part once, by hand, and connects them.
///
/// An open engine accepts uploads and answers for requests; [#startWorkers] makes it process them too.
public final class Engine implements AutoCloseable {
    private final EngineSettings settings;
    private final DataFolder folder;
    private final CatalogDownloader downloader;
    private final Storage storage;
    private final AddressGuard guard;
    private final HostExchange hosts = new HostExchange();
    private final TaskScheduler.WakeupSignal signal = new TaskScheduler.WakeupSignal();
    private final TaskContext context;
    private final CatalogIntake intake;
    private final RequestService requests;
    private final PreviewService previews;
    private final CodecPathMetrics codecPathMetrics;
    private volatile Optional<Workers> workers = Optional.empty();

    private Engine(
            EngineSettings settings,
            DataFolder folder,
            ServiceFactory service,
            BiFunction<Ledger, ImageStore, WebhookPayload.Composer> payloads,
            Instruments instruments) {
        var localClock = SteadyClock.of(instruments.clock());
        this.settings = settings;
        this.folder = folder;
        this.codecPathMetrics = instruments.codecPathMetrics();
        this.guard = new AddressGuard(settings.addresses(), new DnsCache(NameResolver.system(), localClock));
        this.downloader = new CatalogDownloader(settings.fetch(), guard);
        var database = settings.locations().openDatabase(folder.databaseFile());
        var clock = database.clock().orElse(localClock);
        var ledger = new Ledger(database, clock);
        this.storage = Storage.open(settings.locations().storage(), folder, instruments.clock());
        var images = storage.images();
        this.context = new TaskContext(
                ledger,
                new TaskScheduler(SchedulerTables.client(ledger), clock, signal),
                new CatalogReader(settings.catalog(), settings.fetch().imageFolder()),
                storage.uploads(),
                service.open(new ServiceParts(guard, images, ledger, hosts, clock)),
                images,
                settings.retries(),
                payloads.apply(ledger, images),
                webhooks(settings, folder, guard),
                clock);
        this.intake = new CatalogIntake(
                downloader,
                context.uploads(),
                context.catalog()::check,
                settings.uploads().maxUploadBytes());
        this.requests = new RequestService(context, settings.availability(), guard);
        this.previews = new PreviewService(
                context.imageService().codec(), settings.fetch().maxImageBytes(), PreviewService.Limits.defaults());
        // On PostgreSQL, what is unknown here may be the upload of another node, about to be accepted.
        if (ledger.dialect() == Dialect.SQLITE) context.uploads().deleteLeftovers(ledger.requests()::exists);
    }

    /// Opens the image service of an engine.
    @FunctionalInterface
    private interface ServiceFactory {
        ImageService open(ServiceParts parts);
    }

    /// What an image service may need of its engine.
    private record ServiceParts(
            AddressGuard guard, ImageStore images, Ledger ledger, HostExchange hosts, InstantSource clock) {}

    private static TaskContext.WebhookDelivery webhooks(
            EngineSettings settings, DataFolder folder, AddressGuard guard) {
        var senderSettings = WebhookSender.Settings.defaults();
        var sender = new WebhookSender(guard, senderSettings, Clock.systemUTC());
        var limits = new DeliveryLimits(DeliveryLimits.Limits.defaults(), senderSettings.timeout());
        var secret = settings.webhookSecret().orElseGet(() -> WebhookSecret.SecretFile.in(folder.webhookSecret()));
        return new TaskContext.WebhookDelivery(sender, limits, new DeliverySchedule(new SecureRandom()), secret);
    }

    /// Opens an engine that processes images in this process.
    ///
    /// @throws dev.halftone.engine.storage.DataFolder.UnusableException when the data folder cannot be used
    /// @throws dev.halftone.engine.database.DatabaseUnavailableException when the database cannot be opened
    /// @throws dev.halftone.imaging.vips.LibvipsMissing when there is no libvips
    public static Engine open(EngineSettings settings) {
        return open(settings, CodecFactory.defaults());
    }

    /// The same, with another image codec.
    ///
    /// Images that may crash the codec run in child processes, which are started with this program's main
    /// class. That class must recognize such a start ([CodecCommand#isCodecProcess]) and then call
    /// [dev.halftone.engine.isolation.CodecProcessMain#serve] with the same `codecs`.
    public static Engine open(EngineSettings settings, CodecFactory codecs) {
        return open(settings, codecs, statusPayloads(settings));
    }

    /// Opens the engine of an image service: each webhook is the callback about a job.
    public static Engine openForJobs(EngineSettings settings, CodecFactory codecs) {
        return open(settings, codecs, JobReport::new);
    }

    /// Opens an engine that has images processed by a service elsewhere. It takes no libvips.
    public static Engine openRemote(EngineSettings settings, RemoteSettings remote) {
        return open(
                settings,
                parts -> new RemoteImageService(
                        remote,
                        settings.fetch(),
                        parts.guard(),
                        parts.hosts(),
                        parts.ledger(),
                        parts.images(),
                        parts.clock()),
                statusPayloads(settings),
                Instruments.system());
    }

    private static BiFunction<Ledger, ImageStore, WebhookPayload.Composer> statusPayloads(EngineSettings settings) {
        return (_, _) -> new WebhookPayload.StatusComposer(settings.availability());
    }

    private static Engine open(
            EngineSettings settings,
            CodecFactory codecs,
            BiFunction<Ledger, ImageStore, WebhookPayload.Composer> payloads) {
        // Loading libvips takes as long as opening the database, so both happen at the same time.
        var instruments = Instruments.system();
        var codec = new FutureTask<>(() ->
                codecs.open(settings.imaging().limits(), settings.imaging().libvips(), instruments.codecPathMetrics()));
        Thread.ofPlatform().name("load-libvips").daemon().start(codec);
        return open(
                settings,
                parts -> new LocalImageService(
                        new ImageFetcher(settings.fetch(), parts.guard(), Clock.systemUTC(), parts.hosts()),
                        codecExecutor(settings, await(codec), codecs.childProcess()),
                        new ImagePublisher(parts.images())),
                payloads,
                instruments);
    }

    private static CodecExecutor codecExecutor(EngineSettings settings, ImageCodec codec, CodecCommand childProcess) {
        var processors = Runtime.getRuntime().availableProcessors();
        var config =
                new CodecConfig(settings.imaging().limits(), settings.imaging().libvips());
        var processes = new CodecProcessPool(childProcess, config, processors);
        return new CodecExecutor(
                codec,
                CrashIsolation.in(settings.locations().data(), processes),
                new CodecAdmission.Limits(
                        processors,
                        settings.imaging().codecMemory(),
                        settings.fetch().tenancy()));
    }

    private static ImageCodec await(FutureTask<ImageCodec> codec) {
        try {
            return codec.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException("libvips cannot be loaded", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while loading libvips", e);
        }
    }

    /// Opens an engine with another image service.
    ///
    /// @throws dev.halftone.engine.storage.DataFolder.UnusableException when the data folder cannot be used
    /// @throws dev.halftone.engine.database.DatabaseUnavailableException when the database cannot be opened
    public static Engine open(EngineSettings settings, BiFunction<AddressGuard, ImageStore, ImageService> service) {
        return open(settings, service, Instruments.system());
    }

    /// The metrics and the clock.
    record Instruments(CodecPathMetrics codecPathMetrics, InstantSource clock) {
        private static Instruments system() {
            return new Instruments(new CodecPathMetrics(), InstantSource.system());
        }
    }

    static Engine open(
            EngineSettings settings,
            BiFunction<AddressGuard, ImageStore, ImageService> service,
            Instruments instruments) {
        return open(
                settings, parts -> service.apply(parts.guard(), parts.images()), statusPayloads(settings), instruments);
    }

    private static Engine open(
            EngineSettings settings,
            ServiceFactory service,
            BiFunction<Ledger, ImageStore, WebhookPayload.Composer> payloads,
            Instruments instruments) {
        var folder = DataFolder.open(settings.locations().data());
        try {
            return new Engine(settings, folder, service, payloads, instruments);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /// Starts to process requests.
    public void startWorkers() {
        var node = new Workers.Node(context.ledger(), folder.node());
        workers = Optional.of(Workers.start(node, context, hosts, settings.workers(), signal));
        context.imageService().ready();
    }

    public RequestService requests() {
        return requests;
    }

    /// Takes uploads.
    public SubmissionService submissions() {
        return new SubmissionService(context, intake, settings.uploads(), this::workProblem);
    }

    /// Checks uploads that do not become requests.
    public ValidationService validations() {
        return new ValidationService(intake, context.uploads());
    }

    /// Compresses single images that belong to no request.
    public PreviewService previews() {
        return previews;
    }

    /// Records what this node does.
    public Tracing tracing() {
        return settings.workers().tracing();
    }

    /// Takes jobs, in an engine that was [opened for them][#openForJobs].
    public JobService jobs(JobService.Limits limits) {
        return new JobService(context, guard, limits, this::workProblem);
    }

    /// Takes the callbacks of an image service elsewhere.
    public CallbackService callbacks() {
        return new CallbackService(context.ledger(), context.scheduler());
    }

    /// Sends test messages to receivers of webhooks.
    public WebhookTester webhookTester() {
        return new WebhookTester(context);
    }

    public ImageStore images() {
        return context.imageStore();
    }

    public AddressGuard guard() {
        return guard;
    }

    public PublicUrl publicUrl() {
        return settings.publicUrl();
    }

    /// The current load of this process; empty when images are processed elsewhere.
    public Optional<ImageService.Load> load() {
        return context.imageService().load();
    }

    /// How many images took which path through the codec in this process.
    public CodecPathMetrics codecPathMetrics() {
        return codecPathMetrics;
    }

    /// Why this process should be restarted, for the operator: its workers have not polled for a minute.
    public Optional<String> livenessProblem() {
        return workers.flatMap(Workers::livenessProblem);
    }

    /// What is wrong, for the operator; empty when all is well: files and database are writable, and if this
    /// process has workers, they polled lately.
    public Optional<String> problem() {
        return context.imageStore()
                .problem()
                .or(() -> context.uploads().problem())
                .or(this::workProblem);
    }

    private Optional<String> workProblem() {
        return context.ledger().problem().or(() -> workers.flatMap(Workers::problem));
    }

    /// The free bytes of the disk with the data folder.
    public long freeDiskBytes() {
        return settings.locations().data().toFile().getUsableSpace();
    }

    /// Claims no more tasks; running ones continue. The first step of a graceful shutdown.
    public void stopClaiming() {
        workers.ifPresent(Workers::stopClaiming);
    }

    /// Claims no more tasks, lets running ones end or gives them back, and releases all resources.
    @Override
    public void close() {
        workers.ifPresent(Workers::close);
        context.imageService().close();
        downloader.close();
        context.ledger().close();
        storage.close();
        folder.close();
    }
}
