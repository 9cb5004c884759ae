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

/// Image hosts with one fault each. Each has its own port, so that a pause or a
/// limit that one causes does not affect another.
final class FaultyHosts implements AutoCloseable {
    static final String PATH = "/shoe.jpg";
    static final int MAX_IMAGE_BYTES = 200_000;

    /// A name that resolves to 127.0.0.1.
    static final String PUBLIC_NAME = "shop.test";

    /// A name that resolves to a private address.
    static final String PRIVATE_NAME = "inside.test";

    static final MockResponse IMAGE = MockResponse.image("image/jpeg", SampleJpeg.BYTES);

    private final List<Runnable> closers = new ArrayList<>();
    private final List<FaultCase> faults = new ArrayList<>();
    private final Set<Integer> ports = new HashSet<>();

    List<FaultCase> faults() {
        return List.copyOf(faults);
    }

    /// Returns the ports that Halftone may connect to.
    Set<Integer> ports() {
        return Set.copyOf(ports);
    }

    /// Adds a host that sends these responses at [#PATH]. The last one is repeated forever.
    ImageHost addHost(String name, FaultCase.Expected expected, MockResponse first, MockResponse... next) {
        var host = register(ImageHost.start());
        add(name, host.url(PATH), expected, host);
        host.respondTo(PATH, first, next);
        return host;
    }

    /// Adds a host whose image has another URL.
    void add(String name, String url, FaultCase.Expected expected, ImageHost host) {
        faults.add(new FaultCase(
                name, url, expected, () -> OptionalInt.of(host.requests(PATH).size())));
    }

    /// Adds a TCP server. Its connections count as requests.
    void add(String name, String scheme, FaultCase.Expected expected, RawTcpServer server) {
        allowPort(server::close, server.port());
        faults.add(new FaultCase(name, url(scheme, server), expected, () -> OptionalInt.of(server.connectionCount())));
    }

    /// Adds a URL whose requests cannot be counted.
    void add(String name, String url, FaultCase.Expected expected) {
        faults.add(new FaultCase(name, url, expected, OptionalInt::empty));
    }

    private static String url(String scheme, RawTcpServer server) {
        return scheme + "://127.0.0.1:" + server.port() + PATH;
    }

    ImageHost register(ImageHost host) {
        allowPort(host::close, host.port());
        return host;
    }

    /// Adds a port that Halftone may connect to.
    ///
    /// @param close frees the port at the end
    void allowPort(Runnable close, int port) {
        closers.add(close);
        ports.add(port);
    }

    @Override
    public void close() {
        closers.forEach(Runnable::run);
    }

    /// A small JPEG full of detail, so that a missing part makes it corrupt.
    static final class SampleJpeg {
        static final byte[] BYTES = jpeg();

        /// The bytes as text, one character each.
        static final String TEXT = new String(BYTES, StandardCharsets.ISO_8859_1);

        private SampleJpeg() {}

        private static byte[] jpeg() {
            var random = new Random(1);
            var image = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
            var graphics = image.createGraphics();
            for (int i = 0; i < 400; i++) {
                graphics.setColor(new Color(random.nextInt(0x1000000)));
                graphics.fillRect(random.nextInt(96), random.nextInt(64), 12, 9);
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
    }
}
