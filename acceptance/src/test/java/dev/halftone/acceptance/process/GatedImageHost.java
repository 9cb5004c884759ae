package dev.halftone.acceptance.process;

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

/// A shop of small real JPEGs, each of its own colour. The second half of them waits behind a door, so that a test can
/// find work half done.
final class GatedImageHost implements AutoCloseable {
    private final ImageHost host = ImageHost.start();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final int imageCount;

    GatedImageHost(int pictures) {
        this.imageCount = pictures;
        for (var number = 1; number <= pictures; number++) {
            var picture = MockResponse.image("image/jpeg", NumberedJpeg.jpeg(number));
            host.respondTo(path(number), number <= pictures / 2 ? picture : picture.heldUntil(gate));
        }
    }

    /// Has a picture ask for something, once it is let out.
    GatedImageHost withFault(int number, CrashingMain.Fault fault) {
        var picture = MockResponse.image("image/jpeg", NumberedJpeg.jpeg(number, fault));
        host.respondTo(path(number), picture.heldUntil(gate));
        return this;
    }

    /// Lets the second half out.
    void openGate() {
        gate.countDown();
    }

    /// A picture comes, once it is let out, so slowly that nobody waits for its end.
    GatedImageHost makeSlow(int number) {
        var picture = MockResponse.image("image/jpeg", NumberedJpeg.jpeg(number));
        host.respondTo(path(number), picture.byteAtATime(Duration.ofMillis(500)));
        return this;
    }

    /// From now on there is no such picture.
    void removeImage(int number) {
        host.respondTo(path(number), MockResponse.notFound());
    }

    /// It is there again.
    void restoreImage(int number) {
        host.respondTo(path(number), MockResponse.image("image/jpeg", NumberedJpeg.jpeg(number)));
    }

    String url(int number) {
        return host.url(path(number));
    }

    ImageHost host() {
        return host;
    }

    String csv() {
        return IntStream.rangeClosed(1, imageCount)
                .mapToObj(number -> "%04d,Product %d,%s\n".formatted(number, number, url(number)))
                .collect(Collectors.joining("", "Serial Number,Product Name,Input Image URLs\n", ""));
    }

    private static String path(int number) {
        return "/" + number + ".jpg";
    }

    @Override
    public void close() {
        host.close();
    }

    /// Small real JPEGs, each of its own colour.
    static final class NumberedJpeg {
        static final int WIDTH = 48;
        static final int HEIGHT = 32;
        private static final int AFTER_THE_FIRST_MARKER = 2;

        private NumberedJpeg() {}

        static byte[] jpeg(int number) {
            var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
            var pen = picture.createGraphics();
            pen.setColor(new Color(number * 7919 & 0xFFFFFF));
            pen.fillRect(0, 0, 30, 20);
            pen.dispose();
            var out = new ByteArrayOutputStream();
            try {
                ImageIO.write(picture, "jpeg", out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }

        /// The same with a comment (ITU-T T.81 §B.2.4.5) in which it asks for something.
        static byte[] jpeg(int number, CrashingMain.Fault fault) {
            var jpeg = jpeg(number);
            var words = fault.marker().getBytes(ISO_8859_1);
            var out = new ByteArrayOutputStream();
            out.write(jpeg, 0, AFTER_THE_FIRST_MARKER);
            out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, (byte) (words.length + 2)});
            out.writeBytes(words);
            out.write(jpeg, AFTER_THE_FIRST_MARKER, jpeg.length - AFTER_THE_FIRST_MARKER);
            return out.toByteArray();
        }

        /// Whether these bytes are one of them, to the last row.
        static boolean isComplete(byte[] bytes) {
            try {
                return Optional.ofNullable(ImageIO.read(new ByteArrayInputStream(bytes)))
                        .filter(picture -> picture.getWidth() == WIDTH && picture.getHeight() == HEIGHT)
                        .isPresent();
            } catch (IOException e) {
                return false;
            }
        }
    }
}
