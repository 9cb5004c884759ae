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

/// A web server full of product images that misbehaves on request. It speaks HTTP/1.1 on a free port of 127.0.0.1,
/// unless told otherwise, answers as scripted, 404 where nothing is, and remembers what it was asked.
///
/// ```java
/// try (var host = ImageHost.start()) {
///     host.answers("/shoe.jpg", tooManyRequests().retryAfter(Duration.ofSeconds(90)), image("image/jpeg", bytes));
///     fetch(host.url("/shoe.jpg"));
///     assertThat(host.requests("/shoe.jpg")).hasSize(1);
/// }
/// ```
///
/// It is made of plain sockets, because a proper server refuses to break the rules. Every connection has a virtual
/// thread; answers may be scripted while it serves, from any thread.
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
            throw new UncheckedIOException("no port for the image host", e);
        }
        accepting = Thread.ofVirtual().name("image host").start(this::accept);
    }

    /// A host that speaks http.
    public static ImageHost start() {
        return startAt(IPV4);
    }

    /// A host that speaks http at an address of this machine, such as `::1`.
    public static ImageHost startAt(String address) {
        return new ImageHost("http", ServerSocketFactory.getDefault(), address);
    }

    /// A host that speaks https with the certificate of `tls`.
    public static ImageHost start(SSLContext tls) {
        return new ImageHost("https", tls.getServerSocketFactory(), IPV4);
    }

    /// Scripts what is answered at a path: these answers in turn, then the last of them for ever. A path with a
    /// query stands for that query only; one without, for all others.
    public ImageHost respondTo(String path, MockResponse first, MockResponse... next) {
        responses.put(path, new ResponseQueue(first, next));
        return this;
    }

    public String url(String path) {
        return url(address(), path);
    }

    /// Its URL under a name that leads to it.
    public String url(String name, String path) {
        return scheme + "://" + name + ":" + port() + path;
    }

    private String address() {
        var address = server.getInetAddress().getHostAddress();
        return address.indexOf(':') < 0 ? address : "[" + address + "]";
    }

    public int port() {
        return server.getLocalPort();
    }

    /// All requests so far, in the order in which they came.
    public List<RecordedRequest> requests() {
        return requestLog.requests();
    }

    /// The requests for a path so far, with whatever query.
    public List<RecordedRequest> requests(String path) {
        return requestLog.requests().stream().filter(seen -> seen.isFor(path)).toList();
    }

    /// The most requests that were being answered at one moment.
    public int maxConcurrentRequests() {
        return requestLog.maxConcurrent();
    }

    /// How many connections clients have made.
    public int connectionCount() {
        return connectionCount.get();
    }

    /// Waits until so many requests have come in, all paths together.
    public void awaitRequests(int count) throws InterruptedException {
        requestLog.awaitRequests(count);
    }

    /// Waits until clients have hung up on so many unfinished answers.
    public void awaitDisconnects(int count) throws InterruptedException {
        requestLog.awaitDisconnects(count);
    }

    /// Breaks off whatever is still going on, however slow or stuck. Afterwards nobody listens at the port.
    @Override
    public void close() {
        try {
            server.close();
            // The port is closed by whoever waits at it in a virtual thread, and not before that one wakes up.
            accepting.join();
        } catch (IOException e) {
            throw new UncheckedIOException("the image host does not close", e);
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
                // Closed, or a client that left before it was let in: neither is for us to mend.
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

    /// A request as the host saw it.
    ///
    /// @param target path and query, as the client spelled them
    /// @param headers by name in lower case; of a name that came twice, the last
    public record RecordedRequest(String method, String target, Map<String, String> headers) {
        public RecordedRequest {
            headers = Map.copyOf(headers);
        }

        /// The target without its query.
        public String path() {
            var query = target.indexOf('?');
            return query < 0 ? target : target.substring(0, query);
        }

        /// The value of a header, its name in lower case.
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        boolean isFor(String pathOrTarget) {
            return path().equals(pathOrTarget) || target.equals(pathOrTarget);
        }
    }

    /// What the host remembers of its clients, and what tests wait for.
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
            await(() -> disconnects >= count, count + " hang-ups");
        }

        private synchronized void await(BooleanSupplier condition, String what) throws InterruptedException {
            var deadline = System.nanoTime() + TIMEOUT.toNanos();
            while (!condition.getAsBoolean()) {
                var millisLeft = (deadline - System.nanoTime()) / 1_000_000;
                if (millisLeft <= 0) throw new AssertionError("waited in vain for " + what + "; saw " + requests);
                wait(millisLeft);
            }
        }
    }

    /// The answers of one path, in turn; the last stays.
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
