package dev.halftone.acceptance.browser;

import static java.util.stream.Collectors.joining;

import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/// Builds a catalog CSV whose images a local host serves, denies or delays, as the test sets up.
final class ProductCatalog implements AutoCloseable {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 360;
    static final byte[] IMAGE = jpeg();

    private final ImageHost host = ImageHost.start();
    private final StringBuilder csv = new StringBuilder("Serial Number,Product Name,Input Image URLs\n");

    ImageHost host() {
        return host;
    }

    /// Serves the same image at every path.
    ProductCatalog addImages(String... paths) {
        for (var path : paths) host.respondTo(path, MockResponse.image("image/jpeg", IMAGE));
        return this;
    }

    /// Adds a row; an image that starts with a slash is a path on the local host, any other one a URL.
    ProductCatalog addProduct(String serial, String name, String... images) {
        var urls = Stream.of(images)
                .map(image -> image.startsWith("/") ? host.url(image) : image)
                .collect(joining(","));
        csv.append(Stream.of(serial, name, urls).map(ProductCatalog::quote).collect(joining(",", "", "\n")));
        return this;
    }

    private static String quote(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }

    String csv() {
        return csv.toString();
    }

    Path writeCsv(Path folder) {
        return writeFile(folder, "catalogue.csv", csv());
    }

    static Path writeFile(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> requestedPaths() {
        return host.requests().stream().map(request -> request.path()).toList();
    }

    /// Draws an image with enough detail to be worth compressing.
    private static byte[] jpeg() {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setPaint(new GradientPaint(0, 0, new Color(0xF2E3C6), WIDTH, HEIGHT, new Color(0xB9744A)));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        for (var ring = 0; ring < 12; ring++) {
            graphics.setColor(new Color(0x1D4E5F + ring * 0x0A0806));
            graphics.fillOval(40 + ring * 16, 30 + ring * 13, 300 - ring * 22, 280 - ring * 22);
        }
        graphics.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        host.close();
    }
}
