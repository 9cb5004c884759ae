package dev.halftone.app.cli;

import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The sample catalogue: an HTTP server on a free loopback port that serves product images, and a CSV of them.
public final class DemoCatalog implements AutoCloseable {
    private static final String PATH = "/pictures/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private DemoCatalog(HttpServer server) {
        this.server = server;
        server.createContext(PATH, DemoCatalog::handle);
        server.setExecutor(threads);
        server.start();
    }

    /// Starts the HTTP server.
    ///
    /// @throws IOException when no port is free
    public static DemoCatalog open() throws IOException {
        return new DemoCatalog(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    /// The CSV of the products and their image URLs.
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

    private static void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var picture = picture(exchange.getRequestURI().getPath().substring(PATH.length()));
            exchange.sendResponseHeaders(
                    picture.isPresent() ? 200 : 404,
                    picture.map(bytes -> (long) bytes.length).orElse(-1L));
            if (picture.isPresent()) exchange.getResponseBody().write(picture.get());
        }
    }

    /// The image of that name. Only names in the catalogue are looked up.
    private static Optional<byte[]> picture(String name) throws IOException {
        if (DemoProduct.ALL.stream().noneMatch(product -> product.pictures().contains(name))) return Optional.empty();
        try (var file = DemoCatalog.class.getResourceAsStream("demo-images/" + name)) {
            return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    /// A sample product and the file names of its images.
    record DemoProduct(String serialNumber, String name, List<String> pictures) {
        static final List<DemoProduct> ALL = List.of(
                new DemoProduct("1001", "Stoneware mug", List.of("mug-teal.jpg", "mug-cream.jpg")),
                new DemoProduct("1002", "Desk lamp", List.of("lamp-navy.png", "lamp-navy-on-and-off.gif")),
                new DemoProduct("1003", "Dining chair", List.of("chair-oak.jpg", "chair-walnut.jpg")),
                new DemoProduct("1004", "Steel bottle, 750 ml", List.of("bottle-orange.webp", "bottle-green.jpg")),
                new DemoProduct("1005", "Sneaker \"Saddle\"", List.of("sneaker-blue.jpg", "sneaker-red.jpg")),
                new DemoProduct("1006", "Canvas backpack", List.of("backpack-olive.jpg", "backpack-black.jpg")),
                // The second file does not exist, so that the demo shows a failed image.
                new DemoProduct("1007", "Vase with twigs", List.of("vase-sand.jpg", "vase-from-above.jpg")));

        DemoProduct {
            pictures = List.copyOf(pictures);
        }
    }
}
