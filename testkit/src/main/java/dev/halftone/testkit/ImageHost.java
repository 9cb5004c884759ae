package dev.halftone.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/// A mock HTTP/1.1 server for product images. It listens on a free port of 127.0.0.1 by default, sends the responses
/// that a test has set, 404 for all other paths, and records the requests.
///
/// ```java
/// try (var host = ImageHost.start()) {
///     host.respondTo("/shoe.jpg", tooManyRequests().retryAfter(Duration.ofSeconds(90)), SampleJpeg.response());
///     fetch(host.url("/shoe.jpg"));
///     assertThat(host.requests("/shoe.jpg")).hasSize(2);
/// }
/// ```
///
/// It uses plain sockets, because a real server refuses to break the rules of HTTP. Each connection has a virtual
/// thread. Responses may be set at any time, from any thread.
public final class ImageHost implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final String IPV4 = "127.0.0.1";

    private final String scheme;
    private final ServerSocket server;
    private final Thread accepting;
    private final Map<String, ResponseQueue> responses = new ConcurrentHashMap<>();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connectionCount = new AtomicInteger();
    private final RequestLog requestLog = new RequestLog();

    private ImageHost(String scheme, ServerSocketFactory factory, String address) {
        this.scheme = scheme;
        try {
            server = factory.createServerSocket(0, BACKLOG, InetAddress.ofLiteral(address));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the image host", e);
        }
        accepting = Thread.ofVirtual().name("image host").start(this::accept);
    }

    /// Starts an http server.
    public static ImageHost start() {
        return startAt(IPV4);
    }

    /// Starts an http server at an address of this machine, such as `::1`.
    public static ImageHost startAt(String address) {
        return new ImageHost("http", ServerSocketFactory.getDefault(), address);
    }

    /// Starts an https server with the certificate of `tls`.
    public static ImageHost start(SSLContext tls) {
        return new ImageHost("https", tls.getServerSocketFactory(), IPV4);
    }

    /// Sets the responses for a path: one per request, in order; the last repeats forever. Earlier responses
    /// for the path are dropped. A path with a query matches that query only; a path without one matches all
    /// other queries.
    public ImageHost respondTo(String path, MockResponse first, MockResponse... next) {
        responses.put(path, new ResponseQueue(first, next));
        return this;
    }

    /// The URL of a path at this server.
    public String url(String path) {
        return url(address(), path);
    }

    /// The URL of a path under a host name that resolves to this server.
    public String url(String hostName, String path) {
        return scheme + "://" + hostName + ":" + port() + path;
    }

    private String address() {
        var address = server.getInetAddress().getHostAddress();
        return address.indexOf(':') < 0 ? address : "[" + address + "]";
    }

    /// The port that it listens at.
    public int port() {
        return server.getLocalPort();
    }

    /// All requests so far, in order of arrival.
    public List<RecordedRequest> requests() {
        return requestLog.requests();
    }

    /// The requests for a path so far, with any query.
    public List<RecordedRequest> requests(String path) {
        return requestLog.requests().stream()
                .filter(request -> request.isFor(path))
                .toList();
    }

    /// The highest number of requests that were in progress at the same time.
    public int maxConcurrentRequests() {
        return requestLog.maxConcurrent();
    }

    /// The number of connections that clients have made.
    public int connectionCount() {
        return connectionCount.get();
    }

    /// Waits until that many requests have arrived, counting all paths.
    ///
    /// @throws AssertionError after 20 seconds
    public void awaitRequests(int count) throws InterruptedException {
        requestLog.awaitRequests(count);
    }

    /// Waits until clients have disconnected from that many stalled responses.
    ///
    /// @throws AssertionError after 20 seconds
    public void awaitDisconnects(int count) throws InterruptedException {
        requestLog.awaitDisconnects(count);
    }

    /// Closes all connections, even those with a slow or stalled response. When it returns, the port is free.
    @Override
    public void close() {
        try {
            server.close();
            // The virtual thread that waits in accept() closes the port, but only once it wakes up.
            accepting.join();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the image host", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.forEach(Connection::close);
    }

    MockResponse responseTo(RecordedRequest request) {
        var exact = responses.get(request.target());
        var responseQueue = exact != null ? exact : responses.get(request.path());
        return responseQueue == null ? MockResponse.notFound() : responseQueue.next();
    }

    void removeConnection(Connection connection) {
        open.remove(connection);
    }

    RequestLog requestLog() {
        return requestLog;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                serve(server.accept());
            } catch (IOException e) {
                // The server was closed, or the client left before it was accepted.
            }
        }
    }

    private void serve(Socket socket) {
        connectionCount.incrementAndGet();
        var connection = new Connection(this, socket);
        open.add(connection);
        connection.start();
        if (server.isClosed()) connection.close();
    }

    /// A request as it arrived.
    ///
    /// @param target path and query, as the client sent them
    /// @param headers by lower-case name; if a header was repeated, its last value
    public record RecordedRequest(String method, String target, Map<String, String> headers) {
        public RecordedRequest {
            headers = Map.copyOf(headers);
        }

        /// The target without its query.
        public String path() {
            var query = target.indexOf('?');
            return query < 0 ? target : target.substring(0, query);
        }

        /// The value of a header; the name must be in lower case.
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        boolean isFor(String pathOrTarget) {
            return path().equals(pathOrTarget) || target.equals(pathOrTarget);
        }
    }

    /// What clients have done so far. Tests read it and wait for changes.
    static final class RequestLog {
        private static final Duration TIMEOUT = Duration.ofSeconds(20);

        private final List<RecordedRequest> requests = new ArrayList<>();
        private int disconnects;
        private int concurrent;
        private int maxConcurrent;

        synchronized void recordStart(RecordedRequest request) {
            requests.add(request);
            maxConcurrent = Math.max(maxConcurrent, ++concurrent);
            notifyAll();
        }

        synchronized void recordEnd() {
            concurrent--;
        }

        synchronized void recordDisconnect() {
            disconnects++;
            notifyAll();
        }

        synchronized List<RecordedRequest> requests() {
            return List.copyOf(requests);
        }

        synchronized int maxConcurrent() {
            return maxConcurrent;
        }

        void awaitRequests(int count) throws InterruptedException {
            await(() -> requests.size() >= count, count + " requests");
        }

        void awaitDisconnects(int count) throws InterruptedException {
            await(() -> disconnects >= count, count + " disconnects");
        }

        private synchronized void await(BooleanSupplier condition, String expected) throws InterruptedException {
            var deadline = System.nanoTime() + TIMEOUT.toNanos();
            while (!condition.getAsBoolean()) {
                var millisLeft = (deadline - System.nanoTime()) / 1_000_000;
                if (millisLeft <= 0)
                    throw new AssertionError("timed out waiting for " + expected + "; requests so far: " + requests);
                wait(millisLeft);
            }
        }
    }

    /// The responses of one path, in order. The last repeats.
    static final class ResponseQueue {
        private final Deque<MockResponse> responses = new ArrayDeque<>();

        ResponseQueue(MockResponse first, MockResponse... next) {
            responses.add(first);
            responses.addAll(List.of(next));
        }

        synchronized MockResponse next() {
            return responses.size() > 1 ? responses.removeFirst() : responses.getFirst();
        }
    }
}
