package dev.halftone.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.halftone.engine.catalog.Product;
import dev.halftone.engine.ledger.CompletionAccounting.Bytes;
import dev.halftone.engine.request.Chunk;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.NewRequest;
import dev.halftone.engine.request.NewRequest.Idempotency;
import dev.halftone.engine.request.NewRequest.Size;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.engine.request.ProductStatus;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.RequestStatus;
import dev.halftone.engine.request.SearchText;
import dev.halftone.engine.request.ShareToken;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.imaging.Recipe;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How the database finds what it is asked for. A million rows in, none of the statements that are made for every
/// batch or every call may read more than its part of a table.
abstract class QueryPlanContract {
    private static final int ROWS = 2_000;
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Succeeded SUCCESS = new Succeeded("0123456789abcdef0123456789abcdef.jpg", 1000, 400, 640, 480);
    private static final Failed NOT_FOUND = new Failed(FailureCode.http(404), "the server answered 404 Not Found");

    private Ledger ledger;

    abstract String jdbcUrl();

    /// Brings the database's own knowledge of its tables up to date.
    abstract void analyze(JdbcClient database);

    /// What the database would do, as it says it; parts of the plan that read too much.
    abstract List<String> expensiveSteps(JdbcClient database, String statement);

    @BeforeEach
    void open() {
        ledger = Ledger.open(jdbcUrl());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void neverScansWholeTables() {
        var database = JdbcClient.create(ledger.schedulerDataSource());
        expand(accept());
        analyze(database);
        var request = accept();

        try (var sqlCapture = new SqlCapture()) {
            expand(request);
            handOver(request);
            work(request);
            tryAgain(request);
            cancel(request);
            read(request);

            assertThat(sqlCapture.statements())
                    .hasSizeGreaterThan(30)
                    .allSatisfy(statement ->
                            assertThat(expensiveSteps(database, statement)).isEmpty());
        }
    }

    private Request accept() {
        var options = new RequestOptions(Recipe.defaults(), Optional.empty());
        var idempotency = new Idempotency(Optional.empty(), "f");
        var size = new Size(ROWS, 2 * ROWS, "[]", 0);
        var accepted = new NewRequest(RequestId.random(), "", options, "out/", idempotency, size);
        return ledger.requests()
                .get(ledger.requests().accept(accepted, NOW).orElseThrow())
                .orElseThrow();
    }

    private void expand(Request request) {
        var imageNumbering = new ImageNumbering(2 * ROWS);
        var batch = new ProductBatch(LongStream.rangeClosed(1, ROWS)
                .mapToObj(row -> imageNumbering.next(product(row)))
                .toList());
        ledger.transactions().run(() -> {
            ledger.requests().lock(request.number());
            ledger.requests().recordExpanded(request.number(), 0, ROWS);
            ledger.productInserts().write(request, batch);
            ledger.completion().productsInserted(request, List.of(7L, 8L));
        });
    }

    private static Product product(long row) {
        return Product.of(
                row,
                "1",
                "Chair",
                List.of(new SourceUrl("http://a/" + row + ".jpg"), new SourceUrl("http://b/" + row + ".jpg")));
    }

    private void handOver(Request request) {
        var number = request.number();
        var jobs = ledger.serviceJobs();
        jobs.lockAndCountImages();
        var job = jobs.insert(
                new ServiceJobs.NewJob("j1", number, "task", Optional.empty(), "http://a/", NOW, NOW), List.of(1L, 2L));
        jobs.taken(job.number());
        jobs.extend(job.number(), ServiceJobs.State.EXTENDED, NOW);
        jobs.await(number, List.of(1L, 2L), NOW);
        jobs.storeResults(job, Map.of(1L, new ServiceJobs.StoredResult("{}", Optional.empty())));
        jobs.content(number, 1);
        jobs.placements(new Chunk(number, 1, 64));
        jobs.get(job.number());
        jobs.find("j1");
        jobs.of(number);
        jobs.tasks(number);
        jobs.waitingPlaces(List.of(number));
        jobs.delete(job.number());
        jobs.deleteAll(number, "task");
    }

    private void work(Request request) {
        var number = request.number();
        var images = ledger.images();
        var chunk = new Chunk(number, 1, 64);
        ledger.requests().start(number, NOW);
        ledger.taskClaims().held("process", List.of(new TaskClaims.Claim("process", "1-1-64", 1)));
        images.startAttempts(chunk, NOW);
        images.end(number, Map.of(1L, SUCCESS, 2L, NOT_FOUND));
        images.retryLater(number, 3, new RetryLater(FailureCode.http(503), "busy", Optional.empty()), NOW);
        images.releaseAttempts(number, List.of(5L, 6L));
        images.pending(chunk);
        images.nextDue(chunk, NOW);
        ledger.completion().imagesEnded(request, List.of(1L, 2L), new Bytes(1, 1));
        ledger.completion().completePendingProducts(request);
        ledger.requests().finish(number, 0, NOW);
    }

    private void tryAgain(Request request) {
        var failed = ledger.images().failed(request.number(), 0, 500, Set.of());
        ledger.images().failedAmong(request.number(), failed);
        ledger.images().replaceUrls(request.number(), Map.of(2L, "http://c/"));
        ledger.failures().places(request, Set.of(FailureCode.http(404)));
        ledger.requests().reopen(request.number(), Instant.EPOCH);
        ledger.requests().retryStarted(request.number(), Set.of());
        ledger.throughput().restart(request.number());
        ledger.completion().reopen(request, failed);
        ledger.images().reopen(request.number(), failed);
        ledger.requests().retryProgress(request.number(), 2);
        ledger.requests().retryFinished(request.number());
    }

    private void cancel(Request request) {
        ledger.requests().cancel(request.number());
        ledger.images().notStarted(request.number(), 100, 500);
        ledger.images().failNotStarted(request.number(), 100, 110, NOT_FOUND);
    }

    private void read(Request request) {
        ledger.requests().find("", request.id());
        ledger.requests().findShared(ShareToken.random());
        ledger.requests().newestFirst("", 10, 10);
        find(Set.of(), Optional.empty());
        find(Set.of(RequestStatus.QUEUED), Optional.empty());
        find(Set.of(), Optional.of("May"));
        ledger.requests().findByKey("", "k");
        ledger.requests().exists(request.id());
        ledger.openRequests().count("");
        ledger.openRequests().lockAndCount("");
        ledger.openRequests().lockAndCountPendingImages();
        ledger.openRequests().besides("alice", request.number());
        ledger.deliveries().newest(request);
        ledger.deliveries().logs(request);
        ledger.images().attempted(request.number(), 100, 500);
        ledger.products().after(request, 1_000, 500, ProductStatus.FAILED);
        ledger.products().images(request, ledger.products().after(request, 1_000, 500));
        ledger.productSearch().page(request, 1_000, 500, new ProductSearch.Filter(Set.of(), "chair"));
        ledger.productSearch()
                .page(request, 1_000, 500, new ProductSearch.Filter(Set.of(ProductStatus.PENDING), "chair"));
        ledger.productSearch()
                .page(request, 1_000, 500, new ProductSearch.Filter(Set.of(), Set.of(FailureCode.http(404)), ""));
        ledger.deliveries().countUndelivered(WebhookDeliveries.Status.FAILED);
        ledger.requests().oldestOpen();
        ledger.failures().of(request);
        ledger.throughput().of(request);
    }

    private void find(Set<RequestStatus> statuses, Optional<String> reference) {
        ledger.requestSearch()
                .newestFirst("", 10, 10, new RequestSearch.Filter(statuses, reference, new SearchText("chair")));
    }

    /// Listens to the statements that go to the database, parameters left out: it hears what Spring notes in
    /// its log.
    static final class SqlCapture implements AutoCloseable {
        private static final Pattern STATEMENT = Pattern.compile("Executing .*?\\[(.*)]", Pattern.DOTALL);

        private final Logger logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        private final ListAppender<ILoggingEvent> events = new ListAppender<>();

        SqlCapture() {
            events.start();
            logger.setLevel(Level.DEBUG);
            logger.setAdditive(false);
            logger.addAppender(events);
        }

        /// Every statement so far, once.
        Set<String> statements() {
            return events.list.stream()
                    .map(ILoggingEvent::getFormattedMessage)
                    .map(STATEMENT::matcher)
                    .filter(matcher -> matcher.matches())
                    .map(matcher -> matcher.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public void close() {
            logger.detachAppender(events);
            logger.setAdditive(true);
            logger.setLevel(null);
        }
    }
}
