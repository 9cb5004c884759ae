package dev.halftone.acceptance.fetch;

import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.RawTcpServer;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;

/// Servers that each go wrong in a way of their own, every one at its own port: what one does to us must
/// not count against another.
final class FaultyHosts implements AutoCloseable {
    static final String PATH = "/shoe.jpg";
    static final int MAX_IMAGE_BYTES = 200_000;

    /// A name of 127.0.0.1.
    static final String PUBLIC_NAME = "shop.test";

    /// A name of an address that may not be dialled.
    static final String PRIVATE_NAME = "inside.test";

    static final MockResponse IMAGE = MockResponse.image("image/jpeg", SampleJpeg.BYTES);

    private final List<Runnable> closers = new ArrayList<>();
    private final List<FaultCase> faults = new ArrayList<>();
    private final Set<Integer> ports = new HashSet<>();

    List<FaultCase> faults() {
        return List.copyOf(faults);
    }

    /// The ports that may be dialled.
    Set<Integer> ports() {
        return Set.copyOf(ports);
    }

    /// A host that gives these answers at [#PATH], the last for ever.
    ImageHost addHost(String name, FaultCase.Expected expected, MockResponse first, MockResponse... next) {
        var host = register(ImageHost.start());
        add(name, host.url(PATH), expected, host);
        host.respondTo(PATH, first, next);
        return host;
    }

    /// A host whose image is asked for under a URL of its own.
    void add(String name, String url, FaultCase.Expected expected, ImageHost host) {
        faults.add(new FaultCase(
                name, url, expected, () -> OptionalInt.of(host.requests(PATH).size())));
    }

    /// A port at which connections count as questions.
    void add(String name, String scheme, FaultCase.Expected expected, RawTcpServer port) {
        allowPort(port::close, port.port());
        faults.add(new FaultCase(name, url(scheme, port), expected, () -> OptionalInt.of(port.connectionCount())));
    }

    /// A place that cannot tell how often it was asked.
    void add(String name, String url, FaultCase.Expected expected) {
        faults.add(new FaultCase(name, url, expected, OptionalInt::empty));
    }

    private static String url(String scheme, RawTcpServer port) {
        return scheme + "://127.0.0.1:" + port.port() + PATH;
    }

    ImageHost register(ImageHost host) {
        allowPort(host::close, host.port());
        return host;
    }

    /// A port that may be dialled, and how it is closed at the end.
    void allowPort(Runnable closing, int port) {
        closers.add(closing);
        ports.add(port);
    }

    @Override
    public void close() {
        closers.forEach(Runnable::run);
    }

    /// A small JPEG full of detail, so that a piece of it that is missing is missed.
    static final class SampleJpeg {
        static final byte[] BYTES = jpeg();

        /// The same, as text of one character a byte.
        static final String TEXT = new String(BYTES, StandardCharsets.ISO_8859_1);

        private SampleJpeg() {}

        private static byte[] jpeg() {
            var random = new Random(1);
            var picture = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
            var pen = picture.createGraphics();
            for (int i = 0; i < 400; i++) {
                pen.setColor(new Color(random.nextInt(0x1000000)));
                pen.fillRect(random.nextInt(96), random.nextInt(64), 12, 9);
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
    }
}
