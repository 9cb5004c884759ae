package dev.halftone.app.process;

import dev.halftone.testkit.Answer;
import dev.halftone.testkit.ImageHost;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/// A shop of small real JPEGs, each of its own colour. The second half of them waits behind a door, so that a test can
/// find work half done.
final class Catalogue implements AutoCloseable {
    private final ImageHost host = ImageHost.start();
    private final CountDownLatch door = new CountDownLatch(1);
    private final int pictures;

    Catalogue(int pictures) {
        this.pictures = pictures;
        for (var number = 1; number <= pictures; number++) {
            var picture = Answer.image("image/jpeg", jpeg(number));
            host.answers(path(number), number <= pictures / 2 ? picture : picture.after(door));
        }
    }

    /// Lets the second half out.
    void open() {
        door.countDown();
    }

    String csv() {
        return IntStream.rangeClosed(1, pictures)
                .mapToObj(number -> "%04d,Product %d,%s\n".formatted(number, number, host.url(path(number))))
                .collect(Collectors.joining("", "Serial Number,Product Name,Input Image URLs\n", ""));
    }

    private static String path(int number) {
        return "/" + number + ".jpg";
    }

    private static byte[] jpeg(int number) {
        var picture = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
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

    @Override
    public void close() {
        host.close();
    }
}
