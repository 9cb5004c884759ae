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
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final Reply NO_CONTENT = Reply.status(204);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Queue<Reply> replies = new ArrayDeque<>();
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
    public void respondWith(int... statuses) {
        respondWith(Arrays.stream(statuses).mapToObj(Reply::status).toArray(Reply[]::new));
    }

    /// What to do with the next deliveries, in their order; then it is 204 again.
    public void respondWith(Reply... next) {
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
            var left = TIMEOUT.toNanos();
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
        record(delivery(exchange)).send(exchange, closed);
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
    private Reply record(Delivery delivery) {
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

    /// What a [WebhookInbox] does with one delivery.
    public static final class Reply {
        private static final int NO_BODY = -1;
        private static final int OK = 200;

        private final Action action;

        private Reply(Action action) {
            this.action = action;
        }

        /// Answers with a status and nothing else.
        public static Reply status(int status) {
            return new Reply((exchange, _) -> exchange.sendResponseHeaders(status, NO_BODY));
        }

        /// The same reply with one more header.
        public Reply withHeader(String header, String value) {
            return new Reply((exchange, closed) -> {
                exchange.getResponseHeaders().add(header, value);
                action.apply(exchange, closed);
            });
        }

        /// The same reply, held back until the door is open.
        public Reply heldUntil(CountDownLatch door) {
            return new Reply((exchange, closed) -> {
                door.await();
                action.apply(exchange, closed);
            });
        }

        /// Sends the receiver's client elsewhere (307: with the same method and body).
        public static Reply redirectTo(String url) {
            return status(307).withHeader("Location", url);
        }

        /// Answers 200 with a body of that many bytes.
        public static Reply huge(long bytes) {
            return new Reply((exchange, _) -> {
                exchange.sendResponseHeaders(OK, bytes);
                var chunk = new byte[64 * 1024];
                for (long left = bytes; left > 0; left -= chunk.length) {
                    exchange.getResponseBody().write(chunk, 0, (int) Math.min(left, chunk.length));
                }
            });
        }

        /// Answers nothing until the inbox is closed.
        public static Reply hang() {
            return new Reply((_, closed) -> closed.await());
        }

        /// Answers 200, and then not the body it promised until the inbox is closed.
        public static Reply hangAfterStatus() {
            return new Reply((exchange, closed) -> {
                exchange.sendResponseHeaders(OK, 1);
                exchange.getResponseBody().flush();
                closed.await();
            });
        }

        /// Closes the connection without an answer.
        public static Reply closeConnection() {
            return new Reply((_, _) -> {});
        }

        void send(HttpExchange exchange, CountDownLatch closed) throws IOException {
            try (exchange) {
                action.apply(exchange, closed);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private interface Action {
            void apply(HttpExchange exchange, CountDownLatch closed) throws IOException, InterruptedException;
        }
    }
}
