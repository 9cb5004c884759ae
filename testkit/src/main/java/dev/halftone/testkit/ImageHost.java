package dev.halftone.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final Visits visits = new Visits();

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
    public ImageHost answers(String path, Answer first, Answer... next) {
        scripts.put(path, new Script(first, next));
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
    public List<SeenRequest> requests() {
        return visits.seen();
    }

    /// The requests for a path so far, with whatever query.
    public List<SeenRequest> requests(String path) {
        return visits.seen().stream().filter(seen -> seen.isFor(path)).toList();
    }

    /// The most requests that were being answered at one moment.
    public int mostAtOnce() {
        return visits.mostAtOnce();
    }

    /// How many connections clients have made.
    public int connections() {
        return connections.get();
    }

    /// Waits until so many requests have come in, all paths together.
    public void awaitRequests(int count) throws InterruptedException {
        visits.awaitRequests(count);
    }

    /// Waits until clients have hung up on so many unfinished answers.
    public void awaitHangUps(int count) throws InterruptedException {
        visits.awaitHangUps(count);
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

    Answer answerTo(SeenRequest request) {
        var exact = scripts.get(request.target());
        var script = exact != null ? exact : scripts.get(request.path());
        return script == null ? Answer.notFound() : script.next();
    }

    void left(Connection connection) {
        open.remove(connection);
    }

    Visits visits() {
        return visits;
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
        connections.incrementAndGet();
        var connection = new Connection(this, socket);
        open.add(connection);
        connection.start();
        if (server.isClosed()) connection.close();
    }
}
