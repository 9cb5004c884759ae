package dev.halftone.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ApiKeyFixture;
import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.SampleJpeg;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import dev.halftone.testkit.api.MultipartForm;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Previews: one image in, the compressed image out, and nothing is stored.
class PreviewTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.startWithRealImages();

    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final byte[] JPEG = SampleJpeg.bytes(WIDTH, HEIGHT, 1);

    /// Above the limit of a body that is no upload.
    private static final byte[] LARGE_PNG = png(400, 300);

    private static final int MAX_IMAGE_BYTES = 50_000_000;

    private final ApiClient apiClient = server.client();

    @AfterEach
    void storesNothing() {
        assertThat(apiClient.get("/v1/requests").json().at("/items").size()).isZero();
        assertThat(server.uploads()).isEmpty();
        assertThat(files(server.folder().resolve("images"))).isEmpty();
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void showsAnImageInThreeQualities() {
        var previews = Stream.of(20, 50, 80)
                .map(quality -> preview("?quality=" + quality, JPEG))
                .toList();

        assertThat(previews).allSatisfy(preview -> {
            assertThat(preview.status()).isEqualTo(200);
            assertThat(preview.header("Content-Type")).isEqualTo("image/jpeg");
            assertThat(preview.header("Cache-Control")).isEqualTo("no-store");
            assertThat(preview.header("Content-Length")).isEqualTo(Integer.toString(size(preview)));
            assertThat(dimensions(preview)).isEqualTo("640x480");
        });
        var sizes = previews.stream().map(PreviewTest::size).toList();
        assertThat(sizes).isSorted().doesNotHaveDuplicates();
        assertThat(sizes.getLast()).isLessThanOrEqualTo(JPEG.length);
    }

    @Test
    void usesTheDefaultsOfRequests() {
        assertThat(preview("", JPEG).response().body())
                .isEqualTo(preview("?quality=50&max_width=2048&max_height=2048&format=keep", JPEG)
                        .response()
                        .body());
    }

    @Test
    void keepsAnImageThatWouldNotBecomeSmaller() {
        var small = preview("?quality=20", JPEG).response().body();

        assertThat(preview("?quality=90", small).response().body()).isEqualTo(small);
    }

    @ParameterizedTest
    @CsvSource({"max_width=320, 320x240", "max_height=120, 160x120", "max_width=5000, 640x480"})
    void scalesAnImage(String query, String expected) {
        assertThat(dimensions(preview("?" + query, JPEG))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"png, image/png, 89504e47", "webp, image/webp, 52494646", "jpg, image/jpeg, ffd8ff"})
    void convertsAnImage(String format, String mediaType, String start) {
        var preview = preview("?format=" + format, JPEG);

        assertThat(preview.header("Content-Type")).isEqualTo(mediaType);
        assertThat(HexFormat.of().formatHex(preview.response().body())).startsWith(start);
    }

    /// curl sends the last one.
    @ParameterizedTest
    @CsvSource({"image/png", "text/csv", "application/octet-stream", "application/x-www-form-urlencoded"})
    void acceptsAnyTypeOfBody(String contentType) {
        assertThat(LARGE_PNG.length).isGreaterThan(64 * 1024);

        var preview = send("?quality=30&format=jpeg", LARGE_PNG, "Content-Type", contentType);

        assertThat(preview.status()).isEqualTo(200);
        assertThat(dimensions(preview)).isEqualTo("400x300");
    }

    @Test
    void refusesWhatIsNoImage() {
        var text = preview("", "Serial Number,Product Name".getBytes(UTF_8));
        var empty = preview("", new byte[0]);

        assertThat(text.statusAndCode()).isEqualTo("422 invalid_image");
        assertThat(text.field("/detail")).contains("not an image");
        assertThat(empty.statusAndCode()).isEqualTo("422 invalid_image");
        assertThat(empty.field("/detail")).isEqualTo("the body is empty, not an image");
    }

    @Test
    void refusesADamagedImage() {
        var refused = preview("?format=webp", Arrays.copyOf(JPEG, JPEG.length / 2));

        assertThat(refused.statusAndCode()).isEqualTo("422 invalid_image");
        assertThat(refused.field("/detail")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "quality=0, quality",
        "quality=best, quality",
        "quality=30&quality=40, quality",
        "max_width=-1, max_width",
        "max_height=1e3, max_height",
        "format=bmp, format",
        "qualty=50, qualty",
        "cache=none, cache"
    })
    void refusesInvalidOptions(String query, String field) {
        var refused = preview("?" + query, JPEG);

        assertThat(refused.statusAndCode()).isEqualTo("422 invalid_option");
        assertThat(refused.field("/field")).isEqualTo(field);
    }

    @Test
    void refusesAForm() {
        var refused = apiClient.postForm("/v1/preview", MultipartForm.of("a"));

        assertThat(refused.statusAndCode()).isEqualTo("415 unsupported_media_type");
        assertThat(refused.header("Accept")).isEqualTo("image/*, application/octet-stream");
    }

    @Test
    void refusesACompressedBody() {
        assertThat(send("", JPEG, "Content-Encoding", "gzip").statusAndCode()).isEqualTo("415 unsupported_media_type");
    }

    @Test
    void refusesALargeImageBeforeReadingIt() {
        var response = server.rawClient()
                .send("POST /v1/preview HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\n"
                        + "Expect: 100-continue\r\nContent-Length: " + (MAX_IMAGE_BYTES + 1) + "\r\n\r\n");

        assertThat(response)
                .startsWith("HTTP/1.1 413")
                .contains("\"code\":\"upload_too_large\"")
                .contains("an image may have at most 50.0 MB (50000000 bytes)")
                .doesNotContain("100 Continue");
    }

    @Test
    void cutsALargeImageOfUnknownLength() {
        var body = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[MAX_IMAGE_BYTES + 1]));

        assertThat(apiClient.send("POST", "/v1/preview", body).statusAndCode()).isEqualTo("413 upload_too_large");
    }

    /// A client may send slowly, so its previews are limited from their first byte.
    @Test
    void refusesMorePreviewsThanEight() throws IOException {
        var slow = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 8; i++) slow.add(beginPreview());

            var refused = preview("", JPEG);

            assertThat(refused.statusAndCode()).isEqualTo("429 too_many_requests");
            assertThat(refused.header("Retry-After")).isEqualTo("10");
        } finally {
            for (var socket : slow) end(socket);
        }
        assertThat(preview("", JPEG).status()).isEqualTo(200);
    }

    /// Returns when the server reads the body.
    private static Socket beginPreview() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(30_000);
        write(
                socket.getOutputStream(),
                String.join(
                        "\r\n",
                        "POST /v1/preview HTTP/1.1",
                        "Host: localhost",
                        "Connection: close",
                        "Expect: 100-continue",
                        "Content-Length: 4",
                        "\r\n"));
        var head = new String(socket.getInputStream().readNBytes("HTTP/1.1 100".length()), UTF_8);
        assertThat(head).isEqualTo("HTTP/1.1 100");
        return socket;
    }

    /// Sends the body, and returns when the server has closed the connection.
    private static void end(Socket socket) throws IOException {
        try (socket) {
            write(socket.getOutputStream(), "text");
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .contains("invalid_image");
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
    }

    @Test
    void requiresAKeyWhereTheServerDoes(@TempDir Path folder) {
        var keys = ApiKeyFixture.in(folder);
        var key = keys.create("shop");
        try (var closed = ServerFixture.startWithRealImages(keys.file());
                var withKey = ApiClient.withKey(closed.port(), key.text())) {
            var body = BodyPublishers.ofByteArray(JPEG);

            assertThat(closed.client().send("POST", "/v1/preview", body).statusAndCode())
                    .isEqualTo("401 unauthorized");
            assertThat(withKey.send("POST", "/v1/preview", body).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesPagesOfOtherSites() {
        assertThat(send("", JPEG, "Sec-Fetch-Site", "cross-site").statusAndCode())
                .isEqualTo("403 cross_site");
    }

    @Test
    void hasNoPreviewsWhereImagesAreProcessedElsewhere() {
        try (var remote = ServerFixture.start()) {
            assertThat(remote.client()
                            .send("POST", "/v1/preview", BodyPublishers.ofByteArray(JPEG))
                            .statusAndCode())
                    .isEqualTo("404 not_found");
        }
    }

    private ApiResponse preview(String query, byte[] image) {
        return send(query, image, "Content-Type", "image/jpeg");
    }

    private ApiResponse send(String query, byte[] image, String... headers) {
        return apiClient.send("POST", "/v1/preview" + query, BodyPublishers.ofByteArray(image), headers);
    }

    private static int size(ApiResponse response) {
        return response.response().body().length;
    }

    private static String dimensions(ApiResponse response) {
        try {
            var image = Objects.requireNonNull(
                    ImageIO.read(new ByteArrayInputStream(response.response().body())));
            return image.getWidth() + "x" + image.getHeight();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Noise, which PNG cannot compress.
    private static byte[] png(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (var y = 0; y < height; y++) for (var x = 0; x < width; x++) image.setRGB(x, y, random.nextInt(0x1000000));
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
