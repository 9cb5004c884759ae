package dev.halftone.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// A receiver of webhooks on the loopback address. It keeps what comes, in its order, and answers 204, or what a test
/// told it to.
///
/// ```java
/// try (var inbox = new WebhookInbox()) {
///     inbox.answers(503, 503);
///     sender.send(messageTo(inbox.url()));
///     var deliveries = inbox.await(3);
/// }
/// ```
public final class WebhookInbox implements AutoCloseable {
    /// Far beyond what any machine needs; a test that waits so long has failed.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final WebhookReply NO_CONTENT = WebhookReply.status(204);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Queue<WebhookReply> replies = new ArrayDeque<>();
    private final List<Delivery> deliveries = new ArrayList<>();

    /// What came in.
    ///
    /// @param path with its query
    /// @param headers by their names in lower case
    /// @param body read as UTF-8
    public record Delivery(String method, String path, Map<String, List<String>> headers, String body) {

        /// The first value of a header, if it came.
        public Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }
    }

    /// Opens on a free port.
    public WebhookInbox() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhook");
    }

    /// Statuses to answer the next deliveries with, in their order; then it is 204 again.
    public void answers(int... statuses) {
        answers(Arrays.stream(statuses).mapToObj(WebhookReply::status).toArray(WebhookReply[]::new));
    }

    /// What to do with the next deliveries, in their order; then it is 204 again.
    public void answers(WebhookReply... next) {
        lock.lock();
        try {
            replies.addAll(List.of(next));
        } finally {
            lock.unlock();
        }
    }

    /// Waits until that many deliveries have come since the inbox was opened, and gives all that came.
    ///
    /// @throws AssertionError when they do not come within a minute
    public List<Delivery> await(int count) {
        lock.lock();
        try {
            var left = PATIENCE.toNanos();
            while (deliveries.size() < count) {
                if (left <= 0) throw new AssertionError(deliveries.size() + " deliveries came, not " + count);
                left = arrived.awaitNanos(left);
            }
            return List.copyOf(deliveries);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for deliveries", e);
        } finally {
            lock.unlock();
        }
    }

    /// What has come so far.
    public List<Delivery> deliveries() {
        return await(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        keep(delivery(exchange)).to(exchange, closed);
    }

    private static Delivery delivery(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT), header -> List.copyOf(header.getValue())));
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        return new Delivery(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
    }

    /// Kept before it is answered: who has the answer finds the delivery.
    private WebhookReply keep(Delivery delivery) {
        lock.lock();
        try {
            deliveries.add(delivery);
            arrived.signalAll();
            return Optional.ofNullable(replies.poll()).orElse(NO_CONTENT);
        } finally {
            lock.unlock();
        }
    }

    /// Lets go of whoever still waits for an answer.
    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }
}
