package dev.halftone.app.demo;

import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A shop on this machine: serves its product pictures on a free port of the loopback interface, and has a CSV of them.
public final class DemoCatalogue implements AutoCloseable {
    private static final String PATH = "/pictures/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private DemoCatalogue(HttpServer server) {
        this.server = server;
        server.createContext(PATH, DemoCatalogue::answer);
        server.setExecutor(threads);
        server.start();
    }

    /// Opens the shop.
    ///
    /// @throws IOException when no port is to be had
    public static DemoCatalogue open() throws IOException {
        return new DemoCatalogue(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    /// The products and the URLs of their pictures, as a shop would send them.
    public String csv() {
        return DemoProduct.ALL.stream()
                .map(this::row)
                .collect(joining("", "Serial Number,Product Name,Input Image URLs\r\n", ""));
    }

    private String row(DemoProduct product) {
        var urls = product.pictures().stream().map(this::url).collect(joining(","));
        return product.serialNumber() + "," + quoted(product.name()) + "," + quoted(urls) + "\r\n";
    }

    private String url(String picture) {
        return "http://" + address().getAddress().getHostAddress() + ":"
                + address().getPort() + PATH + picture;
    }

    private static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var picture = picture(exchange.getRequestURI().getPath().substring(PATH.length()));
            exchange.sendResponseHeaders(
                    picture.isPresent() ? 200 : 404,
                    picture.map(bytes -> (long) bytes.length).orElse(-1L));
            if (picture.isPresent()) exchange.getResponseBody().write(picture.get());
        }
    }

    /// The picture of that name, if the shop has it. Only names of the catalogue are looked for.
    private static Optional<byte[]> picture(String name) throws IOException {
        if (DemoProduct.ALL.stream().noneMatch(product -> product.pictures().contains(name))) return Optional.empty();
        try (var file = DemoCatalogue.class.getResourceAsStream("pictures/" + name)) {
            return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
