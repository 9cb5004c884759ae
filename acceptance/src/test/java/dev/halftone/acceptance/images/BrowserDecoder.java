package dev.halftone.acceptance.images;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.halftone.acceptance.browser.Browser;
import dev.halftone.imaging.ImageBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/// Decodes images in Chromium. A page loads them from a local server, draws each on a canvas, and sends the pixels
/// back.
final class BrowserDecoder implements AutoCloseable {
    // A canvas shows as much as was decoded. Only createImageBitmap refuses what is incomplete.
    private static final String SCRIPT = """
            const [sizes, done] = arguments;
            const isWhole = (blob) => createImageBitmap(blob).then(() => true, () => false);
            const draw = async (blob) => {
                const image = new Image();
                image.src = URL.createObjectURL(blob);
                await image.decode();
                const { naturalWidth: width, naturalHeight: height } = image;
                const canvas = new OffscreenCanvas(width, height);
                const context = canvas.getContext('2d', { willReadFrequently: true });
                context.drawImage(image, 0, 0);
                URL.revokeObjectURL(image.src);
                const { data } = context.getImageData(0, 0, width, height);
                return { data, size: [width, height, (await isWhole(blob)) ? 1 : 0] };
            };
            const run = async () => {
                const bytes = await (await fetch('/sources')).arrayBuffer();
                let start = 0;
                const blobs = sizes.map((size) => new Blob([bytes.slice(start, start += size)]));
                const drawn = await Promise.all(blobs.map((blob) => draw(blob).catch(() => null)));
                const body = new Blob(drawn.flatMap((each) => each?.data ?? []));
                await fetch('/pixels', { method: 'POST', body });
                return drawn.map((each) => each?.size ?? []);
            };
            run().then(done, (error) => done(`${error}`));
            """;

    private final Browser browser;
    private final HttpServer server;
    private volatile byte[] sources = {};
    private volatile byte[] pixels = {};

    private BrowserDecoder(Browser browser, HttpServer server) {
        this.browser = browser;
        this.server = server;
    }

    static BrowserDecoder start(Browser browser) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var decoder = new BrowserDecoder(browser, server);
            server.createContext("/", decoder::handle);
            server.start();
            return decoder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void openPage() {
        browser.open("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /// Decodes images, in their order.
    List<Decoded> decode(List<ImageBytes> images) {
        var all = new ByteArrayOutputStream();
        for (var image : images) all.writeBytes(image.array());
        sources = all.toByteArray();
        var sizes = images.stream().map(ImageBytes::size).toList();
        if (!(browser.runAsync(SCRIPT, sizes) instanceof List<?> results))
            throw new AssertionError("the page cannot load the images");
        var rgba = ByteBuffer.wrap(pixels);
        return results.stream().map(result -> decoded((List<?>) result, rgba)).toList();
    }

    // Width, height, and whether it is whole; empty for a broken image.
    private static Decoded decoded(List<?> result, ByteBuffer rgba) {
        if (result.isEmpty()) return new Decoded.Nothing();
        var numbers =
                result.stream().mapToInt(number -> ((Number) number).intValue()).toArray();
        var bytes = new byte[4 * numbers[0] * numbers[1]];
        rgba.get(bytes);
        var picture = Picture.ofRgba(numbers[0], numbers[1], bytes);
        return numbers[2] == 1 ? new Decoded.Whole(picture) : new Decoded.Part(picture);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/sources" -> respond(exchange, sources);
                case "/pixels" -> {
                    pixels = exchange.getRequestBody().readAllBytes();
                    respond(exchange, new byte[0]);
                }
                default -> respond(exchange, "<!doctype html><title>Images</title>".getBytes(UTF_8));
            }
        }
    }

    private static void respond(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /// What Chromium shows of an image.
    sealed interface Decoded {

        record Whole(Picture picture) implements Decoded {}

        /// The data are incomplete, though what is missing may be invisible.
        record Part(Picture picture) implements Decoded {}

        /// A broken image.
        record Nothing() implements Decoded {}
    }
}
