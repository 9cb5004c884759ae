package dev.halftone.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/// An image host with small valid JPEGs, numbered from 1 and each of its own color, and catalogues of them.
///
/// A gate can hold images back, so that a test finds a request half done.
public final class ImageHostFixture implements AutoCloseable {
    public static final String HEADER = "Serial Number,Product Name,Input Image URLs\n";

    private static final int WIDTH = 48;
    private static final int HEIGHT = 32;
    private static final int MARKER_BYTES = 2;

    private final ImageHost host = ImageHost.start();
    private final CountDownLatch gate = new CountDownLatch(1);
    private int imageCount;

    /// Starts a host with a number of images, of which the gate holds back the second half.
    public static ImageHostFixture halfGated(int imageCount) {
        var fixture = new ImageHostFixture();
        fixture.addImages(imageCount / 2, new CountDownLatch(0));
        fixture.addImages(imageCount - imageCount / 2, fixture.gate);
        return fixture;
    }

    private void addImages(int count, CountDownLatch imageGate) {
        for (var i = 0; i < count; i++) {
            imageCount++;
            host.respondTo(path(imageCount), response(imageCount).delayUntil(imageGate));
        }
    }

    /// Adds images, and returns a catalogue of them.
    public String catalog(int size) {
        return catalog(size, new CountDownLatch(0));
    }

    /// Adds images that are held back until a gate is open, and returns a catalogue of them.
    public String catalog(int size, CountDownLatch imageGate) {
        var first = imageCount + 1;
        addImages(size, imageGate);
        return csv(first, imageCount);
    }

    /// Returns a catalogue of all images.
    public String csv() {
        return csv(1, imageCount);
    }

    private String csv(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> "%04d,Product %d,%s\n".formatted(number, number, url(number)))
                .collect(Collectors.joining("", HEADER, ""));
    }

    /// Releases the images that the gate holds back.
    public void openGate() {
        gate.countDown();
    }

    /// Adds a comment (ITU-T T.81 §B.2.4.5) to an image, and holds it back.
    public ImageHostFixture withComment(int number, String comment) {
        var image = MockResponse.image("image/jpeg", withComment(jpeg(number), comment));
        host.respondTo(path(number), image.delayUntil(gate));
        return this;
    }

    private static byte[] withComment(byte[] jpeg, String comment) {
        var bytes = comment.getBytes(ISO_8859_1);
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, MARKER_BYTES);
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, (byte) (bytes.length + 2)});
        out.writeBytes(bytes);
        out.write(jpeg, MARKER_BYTES, jpeg.length - MARKER_BYTES);
        return out.toByteArray();
    }

    /// Sends an image at once, but so slowly that it does not end within any test.
    public ImageHostFixture makeSlow(int number) {
        host.respondTo(path(number), response(number).byteAtATime(Duration.ofMillis(500)));
        return this;
    }

    /// Responds 404 for an image from now on.
    public void removeImage(int number) {
        host.respondTo(path(number), MockResponse.notFound());
    }

    /// Responds with the image from now on, without delay.
    public void restoreImage(int number) {
        host.respondTo(path(number), response(number));
    }

    public String url(int number) {
        return host.url(path(number));
    }

    public ImageHost host() {
        return host;
    }

    private static String path(int number) {
        return "/" + number + ".jpg";
    }

    private static MockResponse response(int number) {
        return MockResponse.image("image/jpeg", jpeg(number));
    }

    /// Returns a JPEG with a color of its own.
    public static byte[] jpeg(int number) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(new Color(number * 7919 & 0xFFFFFF));
        graphics.fillRect(0, 0, 30, 20);
        graphics.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// Returns whether bytes are a complete image of the size of these.
    public static boolean isComplete(byte[] bytes) {
        try {
            return Optional.ofNullable(ImageIO.read(new ByteArrayInputStream(bytes)))
                    .filter(image -> image.getWidth() == WIDTH && image.getHeight() == HEIGHT)
                    .isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        host.close();
    }
}
