package dev.halftone.engine.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.ledger.Images.StartedImage;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.Products;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.net.NameResolver;
import dev.halftone.engine.report.StatusReport;
import dev.halftone.engine.request.Chunk;
import dev.halftone.engine.request.NewRequest;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.storage.FolderImages;
import dev.halftone.engine.storage.FolderUploads;
import dev.halftone.engine.webhook.DeliveryLimits;
import dev.halftone.engine.webhook.DeliverySchedule;
import dev.halftone.engine.webhook.WebhookPayload;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.engine.webhook.WebhookSender;
import dev.halftone.imaging.Recipe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a CSV becomes rows of the ledger, on either database, and what an interruption does to that: nothing.
abstract class ExpandRequestContract {
    private static final int ROWS = 2_500;
    private static final int PLACES = 2 * ROWS;
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private Path folder;

    private final TaskScheduler.WakeupSignal bell = new TaskScheduler.WakeupSignal();
    private Ledger ledger;
    private SchedulerClient tasks;
    private FolderUploads uploads;

    abstract String database(Path folder);

    @BeforeEach
    void open() {
        ledger = Ledger.open(database(folder));
        tasks = SchedulerTables.client(ledger);
        uploads = FolderUploads.in(folder.resolve("uploads"), CLOCK);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void writesEveryRowAndEachUrlOnce() throws Exception {
        var request = accept();

        expand(request);

        assertThat(products(request))
                .hasSize(ROWS)
                .last()
                .extracting(Products.Row::number)
                .isEqualTo((long) ROWS);
        assertThat(images(request))
                .extracting(StartedImage::url)
                .doesNotHaveDuplicates()
                .hasSize(distinctUrls());
        assertThat(look(request).unexpandedRows()).isZero();
        assertThat(uploads.file(request.id())).exists();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void writesTheSameRowsWhereverItIsInterrupted(int batches) throws Exception {
        var whole = accept();
        expand(whole);
        var broken = accept();

        assertThatThrownBy(() -> expandUntilInterrupted(broken, batches)).isInstanceOf(InterruptedException.class);
        assertThat(look(broken).progress().expandedRows()).isBetween(1L, ROWS - 1L);
        expand(broken);

        assertThat(products(broken)).isEqualTo(products(whole));
        assertThat(ledger.products().images(broken, products(broken)))
                .isEqualTo(ledger.products().images(whole, products(whole)));
        assertThat(images(broken)).isEqualTo(images(whole));
    }

    @Test
    void schedulesEachImageOnce() throws Exception {
        var request = accept();
        assertThatThrownBy(() -> expandUntilInterrupted(request, 2)).isInstanceOf(InterruptedException.class);
        expand(request);

        var due = chunks().stream()
                .flatMap(chunk -> ledger.images().startAttempts(chunk, CLOCK.instant()).stream())
                .toList();

        assertThat(chunks())
                .allSatisfy(chunk -> assertThat(ledger.images().pending(chunk)).hasSizeLessThanOrEqualTo(Chunk.SIZE));
        assertThat(due).extracting(StartedImage::attempt).containsOnly(1);
        assertThat(due).hasSize(distinctUrls());
    }

    @Test
    void failsTheImagesOfACancelledRequest() throws Exception {
        var request = accept();
        ledger.requests().cancel(request.number());

        expand(request);

        assertThat(chunks()).isEmpty();
        assertThat(look(request).counts().failed()).isEqualTo(PLACES);
        completePendingProducts(request);
        assertThat(look(request).counts().rowsDone()).isEqualTo(ROWS);
        assertThat(look(request).allImagesEnded()).isTrue();
    }

    @Test
    void stopsWhenTheRequestIsDeleted() throws Exception {
        var request = accept();
        ledger.requests().delete("", request.id(), CLOCK.instant());

        expand(request);

        assertThat(products(request)).isEmpty();
    }

    /// Every fifth row names an image of the first row, too.
    private static String csv() {
        return IntStream.rangeClosed(1, ROWS)
                .mapToObj(row -> row + ",Chair,http://a/" + row + ".jpg http://b/" + (row % 5 == 0 ? 1 : row) + ".jpg")
                .collect(Collectors.joining("\n", "Serial Number,Product Name,Input Image URLs\n", "\n"));
    }

    private static int distinctUrls() {
        return PLACES - ROWS / 5;
    }

    private Request accept() throws IOException {
        var id = RequestId.random();
        uploads.spool(id, new ByteArrayInputStream(csv().getBytes(UTF_8)), 1_000_000);
        var options = new RequestOptions(Recipe.defaults(), Optional.empty());
        var idempotency = new NewRequest.Idempotency(Optional.empty(), "f");
        var size = new NewRequest.Size(ROWS, PLACES, "[]", 0);
        var number =
                ledger.requests().accept(new NewRequest(id, "", options, "out/", idempotency, size), CLOCK.instant());
        return ledger.requests().get(number.orElseThrow()).orElseThrow();
    }

    private void expand(Request request) throws IOException, InterruptedException {
        new ExpandRequest(tools()).run(TaskNames.expand(request.number(), 0));
    }

    private TaskContext tools() {
        var guard = new AddressGuard(AddressPolicy.defaults(), NameResolver.system());
        var sender = new WebhookSender(guard, WebhookSender.Settings.defaults(), CLOCK);
        return new TaskContext(
                ledger,
                new TaskScheduler(tasks, CLOCK, bell),
                new CatalogReader(CatalogReader.Limits.defaults()),
                uploads,
                job -> {
                    throw new AssertionError("nothing is fetched here");
                },
                FolderImages.in(folder.resolve("images"), CLOCK),
                RetryPolicy.defaults(),
                new WebhookPayload.StatusComposer(
                        new StatusReport.Availability(new PublicUrl("http://halftone.test"), Duration.ZERO)),
                new TaskContext.WebhookDelivery(
                        sender,
                        new DeliveryLimits(DeliveryLimits.Limits.defaults(), Duration.ofSeconds(15)),
                        new DeliverySchedule(new Random(1)),
                        WebhookSecret.random()),
                CLOCK);
    }

    /// The bell is rung after each commit.
    private void expandUntilInterrupted(Request request, int batches) throws IOException, InterruptedException {
        var left = new AtomicInteger(batches);
        bell.onSignal(() -> {
            if (left.decrementAndGet() == 0) Thread.currentThread().interrupt();
        });
        try {
            expand(request);
        } finally {
            bell.onSignal(() -> {});
        }
    }

    /// A batch that grew large leaves some to the end of the request.
    private void completePendingProducts(Request request) {
        while (ledger.transactions().call(() -> ledger.completion().completePendingProducts(look(request)))) {}
    }

    private Request look(Request request) {
        return ledger.requests().get(request.number()).orElseThrow();
    }

    private List<Products.Row> products(Request request) {
        return ledger.products().after(request, 0, ROWS + 1);
    }

    private List<StartedImage> images(Request request) {
        return ledger.images().startAttempts(new Chunk(request.number(), 1, PLACES), CLOCK.instant());
    }

    private List<Chunk> chunks() {
        return tasks.getScheduledExecutions().stream()
                .map(ScheduledExecution::getTaskInstance)
                .filter(task -> task.getTaskName().equals("process-chunk"))
                .map(task ->
                        TaskNames.chunk(TaskNames.PROCESS.instance(task.getId()).build()))
                .toList();
    }
}
