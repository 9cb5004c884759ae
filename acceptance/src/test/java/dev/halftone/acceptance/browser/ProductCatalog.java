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

/// A shop on this machine whose pictures are there, missing, or behind a door, as a test wants it.
final class ProductCatalog implements AutoCloseable {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 360;
    static final byte[] IMAGE = picture();

    private final ImageHost host = ImageHost.start();
    private final StringBuilder csv = new StringBuilder("Serial Number,Product Name,Input Image URLs\n");

    ImageHost host() {
        return host;
    }

    /// A picture for every path.
    ProductCatalog addImages(String... paths) {
        for (var path : paths) host.respondTo(path, MockResponse.image("image/jpeg", IMAGE));
        return this;
    }

    /// Sells a product with pictures at these paths, or at these URLs.
    ProductCatalog addProduct(String serial, String name, String... pictures) {
        var urls = Stream.of(pictures)
                .map(picture -> picture.startsWith("/") ? host.url(picture) : picture)
                .collect(joining(","));
        csv.append(Stream.of(serial, name, urls).map(ProductCatalog::quoted).collect(joining(",", "", "\n")));
        return this;
    }

    private static String quoted(String cell) {
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
        return host.requests().stream().map(seen -> seen.path()).toList();
    }

    /// A picture of some depth, so that there is something to make smaller.
    private static byte[] picture() {
        var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setPaint(new GradientPaint(0, 0, new Color(0xF2E3C6), WIDTH, HEIGHT, new Color(0xB9744A)));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        for (var ring = 0; ring < 12; ring++) {
            pen.setColor(new Color(0x1D4E5F + ring * 0x0A0806));
            pen.fillOval(40 + ring * 16, 30 + ring * 13, 300 - ring * 22, 280 - ring * 22);
        }
        pen.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpeg", out);
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
