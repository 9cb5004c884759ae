package dev.halftone.app.process;

import dev.halftone.testkit.Answer;
import dev.halftone.testkit.ImageHost;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A shop of small real JPEGs, each of its own colour. The second half of them waits behind a door, so that a test can
/// find work half done.
final class Catalogue implements AutoCloseable {
    private final ImageHost host = ImageHost.start();
    private final CountDownLatch door = new CountDownLatch(1);
    private final int pictures;

    Catalogue(int pictures) {
        this.pictures = pictures;
        for (var number = 1; number <= pictures; number++) {
            var picture = Answer.image("image/jpeg", Pictures.jpeg(number));
            host.answers(path(number), number <= pictures / 2 ? picture : picture.after(door));
        }
    }

    /// Has a picture ask for something, once it is let out.
    Catalogue asking(int number, FragileMain.Wish wish) {
        var picture = Answer.image("image/jpeg", Pictures.jpeg(number, wish));
        host.answers(path(number), picture.after(door));
        return this;
    }

    /// Lets the second half out.
    void open() {
        door.countDown();
    }

    /// A picture comes, once it is let out, so slowly that nobody waits for its end.
    Catalogue drips(int number) {
        var picture = Answer.image("image/jpeg", Pictures.jpeg(number));
        host.answers(path(number), picture.dripping(Duration.ofMillis(500)));
        return this;
    }

    /// From now on there is no such picture.
    void loses(int number) {
        host.answers(path(number), Answer.notFound());
    }

    /// It is there again.
    void finds(int number) {
        host.answers(path(number), Answer.image("image/jpeg", Pictures.jpeg(number)));
    }

    String url(int number) {
        return host.url(path(number));
    }

    ImageHost host() {
        return host;
    }

    String csv() {
        return IntStream.rangeClosed(1, pictures)
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
}
