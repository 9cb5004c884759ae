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

/// A webhook receiver on the loopback address. It records deliveries in order of arrival and replies 204, or as a
/// test has set.
///
/// ```java
/// try (var inbox = new WebhookInbox()) {
///     inbox.respondWith(503, 503);
///     sender.send(messageTo(inbox.url()));
///     var deliveries = inbox.await(3);
/// }
/// ```
public final class WebhookInbox implements AutoCloseable {
    /// Long enough for any machine: a test that waits longer has failed.
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final Reply NO_CONTENT = Reply.status(204);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Queue<Reply> replies = new ArrayDeque<>();
    private final List<Delivery> deliveries = new ArrayList<>();

    /// A received webhook request.
    ///
    /// @param path the path with its query
    /// @param headers by lower-case name
    /// @param body decoded as UTF-8
    public record Delivery(String method, String path, Map<String, List<String>> headers, String body) {

        /// The first value of a header, if present.
        public Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }
    }

    /// Listens on a free port.
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

    /// The URL to deliver to.
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhook");
    }

    /// Sets the statuses of the next replies, in order. After them it replies 204 again.
    public void enqueue(int... statuses) {
        enqueue(Arrays.stream(statuses).mapToObj(Reply::status).toArray(Reply[]::new));
    }

    /// Sets the next replies, in order. After them it replies 204 again.
    public void enqueue(Reply... next) {
        lock.lock();
        try {
            replies.addAll(List.of(next));
        } finally {
            lock.unlock();
        }
    }

    /// Waits until that many deliveries have arrived since the inbox was opened.
    ///
    /// @return all deliveries so far, which may be more
    /// @throws AssertionError if they do not arrive within a minute
    public List<Delivery> await(int count) {
        lock.lock();
        try {
            var nanosLeft = TIMEOUT.toNanos();
            while (deliveries.size() < count) {
                if (nanosLeft <= 0) {
                    throw new AssertionError("expected " + count + " deliveries, but got " + deliveries.size());
                }
                nanosLeft = arrived.awaitNanos(nanosLeft);
            }
            return List.copyOf(deliveries);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for deliveries", e);
        } finally {
            lock.unlock();
        }
    }

    /// The deliveries so far.
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

    /// Records the delivery before the reply: a client that has the reply finds its delivery recorded.
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

    /// Stops the server and releases clients that still wait for a reply.
    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }

    /// How a [WebhookInbox] replies to one delivery, or a [MockImageService] to one request.
    public static final class Reply {
        private static final int NO_BODY = -1;
        private static final int OK = 200;

        private final Action action;

        private Reply(Action action) {
            this.action = action;
        }

        /// A status without a body.
        public static Reply status(int status) {
            return new Reply((exchange, _) -> exchange.sendResponseHeaders(status, NO_BODY));
        }

        /// Adds a header.
        public Reply withHeader(String name, String value) {
            return new Reply((exchange, closed) -> {
                exchange.getResponseHeaders().add(name, value);
                action.apply(exchange, closed);
            });
        }

        /// Delays the reply until the test opens the gate.
        public Reply delayUntil(CountDownLatch gate) {
            return new Reply((exchange, closed) -> {
                gate.await();
                action.apply(exchange, closed);
            });
        }

        /// 307: the client must repeat the method and body at the other URL.
        public static Reply redirectTo(String url) {
            return status(307).withHeader("Location", url);
        }

        /// A status with a body.
        public static Reply of(int status, String contentType, byte[] body) {
            return new Reply((exchange, _) -> {
                exchange.getResponseHeaders().set("Content-Type", contentType);
                exchange.sendResponseHeaders(status, body.length == 0 ? NO_BODY : body.length);
                exchange.getResponseBody().write(body);
            });
        }

        /// 200 with a body of that many bytes.
        public static Reply ofSize(long bytes) {
            return new Reply((exchange, _) -> {
                exchange.sendResponseHeaders(OK, bytes);
                var chunk = new byte[64 * 1024];
                for (long left = bytes; left > 0; left -= chunk.length) {
                    exchange.getResponseBody().write(chunk, 0, (int) Math.min(left, chunk.length));
                }
            });
        }

        /// Sends nothing until the inbox is closed.
        public static Reply noResponse() {
            return new Reply((_, closed) -> closed.await());
        }

        /// 200 with a `Content-Length`, but no body until the inbox is closed.
        public static Reply stallAfterHead() {
            return new Reply((exchange, closed) -> {
                exchange.sendResponseHeaders(OK, 1);
                exchange.getResponseBody().flush();
                closed.await();
            });
        }

        /// Closes the connection without a reply.
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
