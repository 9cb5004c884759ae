package dev.halftone.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executors;

/// Serves pictures on loopback, at `/0.jpg` and so on.
final class PictureHost implements AutoCloseable {
    private final HttpServer server;
    private final List<ImageBytes> pictures;

    PictureHost(List<ImageBytes> pictures) throws IOException {
        this.pictures = pictures;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String url(int picture) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + picture + ".jpg";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var name = exchange.getRequestURI().getPath();
            var picture = pictures.get(Integer.parseInt(name.substring(1, name.indexOf('.'))));
            exchange.getResponseHeaders().set("Content-Type", "image/jpeg");
            exchange.sendResponseHeaders(200, picture.size());
            exchange.getResponseBody().write(picture.array());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
