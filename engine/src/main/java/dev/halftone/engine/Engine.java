package dev.halftone.engine;

import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.fetch.ImageFetcher;
import dev.halftone.engine.isolation.CodecCommand;
import dev.halftone.engine.isolation.CodecConfig;
import dev.halftone.engine.isolation.CodecFactory;
import dev.halftone.engine.isolation.CodecProcessPool;
import dev.halftone.engine.isolation.CrashIsolation;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.DnsCache;
import dev.halftone.engine.net.NameResolver;
import dev.halftone.engine.processing.CodecExecutor;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.processing.LocalImageService;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.storage.DataFolder;
import dev.halftone.engine.storage.FolderStorage;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.storage.Uploads;
import dev.halftone.engine.task.SchedulerTables;
import dev.halftone.engine.task.TaskContext;
import dev.halftone.engine.task.TaskScheduler;
import dev.halftone.engine.task.Workers;
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

/// The whole engine: every room is built here, once, by hand, and given what it needs. Read it second, after the names
/// of the rooms.
///
/// Opened, it takes uploads and answers for them; [#startWorkers] makes it work them off, too.
public final class Engine implements AutoCloseable {
    private final EngineSettings settings;
    private final DataFolder folder;
    private final AddressGuard guard;
    private final TaskScheduler.WakeupSignal bell;
    private final TaskContext taskContext;
    private final CodecPathMetrics codecPathMetrics;
    private volatile Optional<Workers> workers = Optional.empty();

    private Engine(
            EngineSettings settings,
            DataFolder folder,
            BiFunction<AddressGuard, ImageStore, ImageService> service,
            Instruments instruments) {
        var clock = SteadyClock.of(instruments.clock());
        this.settings = settings;
        this.folder = folder;
        this.codecPathMetrics = instruments.codecPathMetrics();
        this.guard = new AddressGuard(settings.addresses(), new DnsCache(NameResolver.system(), clock));
        this.bell = new TaskScheduler.WakeupSignal();
        var ledger = Ledger.open(settings.locations().database().orElse("jdbc:sqlite:" + folder.databaseFile()), clock);
        // The times of files are those of the machine's clock, wherever that is set.
        var images = FolderStorage.in(settings.locations().images(), instruments.clock());
        this.taskContext = new TaskContext(
                ledger,
                new TaskScheduler(SchedulerTables.client(ledger), clock, bell),
                new CatalogReader(settings.catalog()),
                Uploads.in(folder.uploads(), instruments.clock()),
                service.apply(guard, images),
                images,
                settings.retries(),
                new WebhookPayload.Composer(settings.publicUrl()),
                post(settings, folder, guard),
                clock);
        taskContext.uploads().deleteUnknown(ledger.requests()::exists);
    }

    private static TaskContext.WebhookDelivery post(EngineSettings settings, DataFolder folder, AddressGuard guard) {
        var sender = new WebhookSender(guard, WebhookSender.Settings.defaults(), Clock.systemUTC());
        var secret = settings.webhookSecret().orElseGet(() -> WebhookSecret.SecretFile.in(folder.webhookSecret()));
        return new TaskContext.WebhookDelivery(sender, new DeliverySchedule(new SecureRandom()), secret);
    }

    /// Opens the engine with everything in this process.
    ///
    /// @throws dev.halftone.engine.storage.DataFolder.UnusableException when the folder is not to be used
    /// @throws dev.halftone.engine.ledger.LedgerUnavailable when the database is not
    /// @throws dev.halftone.imaging.vips.LibvipsMissing when there is no libvips to code images with
    public static Engine open(EngineSettings settings) {
        return open(settings, CodecFactory.defaults());
    }

    /// The same with other coders than the usual ones.
    ///
    /// The program is started again to code images that may crash it: called as [CodecCommand#isCodecProcess]
    /// tells, it is to have the same `coders` serve in [CellProgram#serve].
    public static Engine open(EngineSettings settings, CodecFactory codecFactory) {
        // Loading libvips takes as long as opening the database, so it is done beside it.
        var instruments = Instruments.system();
        var coder = new FutureTask<>(() -> codecFactory.open(
                settings.imaging().limits(), settings.imaging().libvips(), instruments.codecPathMetrics()));
        Thread.ofPlatform().name("load libvips").daemon().start(coder);
        return open(
                settings,
                (guard, images) -> new LocalImageService(
                        new ImageFetcher(settings.fetch(), guard, Clock.systemUTC()),
                        codecs(settings, loaded(coder)),
                        images),
                instruments);
    }

    private static CodecExecutor codecs(EngineSettings settings, ImageCodec imageCodec) {
        var atOnce = Runtime.getRuntime().availableProcessors();
        var codecConfig =
                new CodecConfig(settings.imaging().limits(), settings.imaging().libvips());
        var codecProcessPool = new CodecProcessPool(CodecCommand.currentProgram(), codecConfig, atOnce);
        return new CodecExecutor(
                imageCodec, CrashIsolation.in(settings.locations().data(), codecProcessPool), atOnce);
    }

    private static ImageCodec loaded(FutureTask<ImageCodec> coder) {
        try {
            return coder.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException("libvips cannot be loaded", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while loading libvips", e);
        }
    }

    /// Opens the engine with an image service of the caller's.
    ///
    /// @throws dev.halftone.engine.storage.DataFolder.UnusableException when the folder is not to be used
    /// @throws dev.halftone.engine.ledger.LedgerUnavailable when the database is not
    public static Engine open(EngineSettings settings, BiFunction<AddressGuard, ImageStore, ImageService> service) {
        return open(settings, service, Instruments.system());
    }

    /// What counts and what tells the time.
    record Instruments(CodecPathMetrics codecPathMetrics, InstantSource clock) {
        private static Instruments system() {
            return new Instruments(new CodecPathMetrics(), InstantSource.system());
        }
    }

    static Engine open(
            EngineSettings settings,
            BiFunction<AddressGuard, ImageStore, ImageService> service,
            Instruments instruments) {
        var folder = DataFolder.open(settings.locations().data());
        try {
            return new Engine(settings, folder, service, instruments);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /// Begins to work, beside taking and answering.
    public void startWorkers() {
        var node = new Workers.Node(taskContext.ledger(), folder.node());
        workers = Optional.of(Workers.start(node, taskContext, settings.workers(), bell));
    }

    public UploadService uploads() {
        return new UploadService(
                taskContext.ledger(),
                taskContext.uploads(),
                taskContext.catalog(),
                taskContext.scheduler(),
                settings.uploads(),
                taskContext.clock());
    }

    public RequestService requests() {
        return new RequestService(
                taskContext.ledger(), taskContext.scheduler(), settings.publicUrl(), taskContext.clock());
    }

    public ImageStore images() {
        return taskContext.imageStore();
    }

    public AddressGuard guard() {
        return guard;
    }

    public PublicUrl publicUrl() {
        return settings.publicUrl();
    }

    /// What this process is doing now; empty when its images are worked on elsewhere.
    public Optional<ImageService.Load> load() {
        return taskContext.imageService().load();
    }

    /// Which ways images took through this process.
    public CodecPathMetrics ways() {
        return codecPathMetrics;
    }

    /// What keeps the engine from its work, in words for the operator; empty when all is well: files are taken,
    /// the database can be written to, and where this process works, it looked for work lately.
    public Optional<String> problem() {
        return taskContext
                .imageStore()
                .problem()
                .or(() -> taskContext.uploads().problem())
                .or(() -> taskContext.ledger().problem())
                .or(() -> workers.flatMap(Workers::problem));
    }

    /// Begins with nothing more; what is under way goes on. The first step of an end that takes several.
    public void stopClaiming() {
        workers.ifPresent(Workers::stopClaiming);
    }

    /// Takes nothing new, lets what is under way end or gives it back, and lets go of everything.
    @Override
    public void close() {
        workers.ifPresent(Workers::close);
        taskContext.imageService().close();
        taskContext.ledger().close();
        folder.close();
    }
}
