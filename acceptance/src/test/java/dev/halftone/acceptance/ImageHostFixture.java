package dev.halftone.acceptance;

import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
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
public final class ImageHostFixture implements AutoCloseable {
    private static final String HEADER = "Serial Number,Product Name,Input Image URLs\n";

    private final ImageHost host = ImageHost.start();
    private int imageCount;

    /// A catalogue of that many new pictures.
    public String catalog(int size) {
        return catalog(size, new CountDownLatch(0));
    }

    /// The same, of pictures that are shown once the door is open.
    public String catalog(int size, CountDownLatch door) {
        return IntStream.rangeClosed(1, size)
                .mapToObj(number -> "%04d,Product %d,%s\n".formatted(number, number, addImage(door)))
                .collect(Collectors.joining("", HEADER, ""));
    }

    private String addImage(CountDownLatch door) {
        var path = "/" + ++imageCount + ".jpg";
        host.respondTo(path, MockResponse.image("image/jpeg", jpeg(imageCount)).heldUntil(door));
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
