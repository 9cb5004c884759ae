package dev.halftone.app.house;

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

/// A shop of small real JPEGs, of which any number of catalogues can be made.
final class Shop implements AutoCloseable {
    private static final String HEADER = "Serial Number,Product Name,Input Image URLs\n";

    private final ImageHost host = ImageHost.start();
    private int pictures;

    /// A catalogue of that many new pictures.
    String catalogue(int size) {
        return catalogue(size, new CountDownLatch(0));
    }

    /// The same, of pictures that are shown once the door is open.
    String catalogue(int size, CountDownLatch door) {
        return IntStream.rangeClosed(1, size)
                .mapToObj(number -> "%04d,Product %d,%s\n".formatted(number, number, newPicture(door)))
                .collect(Collectors.joining("", HEADER, ""));
    }

    private String newPicture(CountDownLatch door) {
        var path = "/" + ++pictures + ".jpg";
        host.answers(path, Answer.image("image/jpeg", jpeg(pictures)).after(door));
        return host.url(path);
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
