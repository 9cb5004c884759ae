package dev.halftone.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.SampleJpeg;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreviewTest {
    private static final byte[] PICTURE = SampleJpeg.bytes(400, 300, 1);

    @RegisterExtension
    static final ServerFixture server = ServerFixture.startWithRealImages();

    private final ApiClient client = server.client();

    private ApiResponse preview(String query, BodyPublisher body) {
        return client.send("POST", "/v1/preview" + query, body, "Content-Type", "image/jpeg");
    }

    private ApiResponse preview(String query, byte[] image) {
        return preview(query, BodyPublishers.ofByteArray(image));
    }

    private static byte[] bytes(ApiResponse response) {
        assertThat(response.status()).as(response.toString()).isEqualTo(200);
        return response.response().body();
    }

    private static BufferedImage decoded(byte[] image) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(image));
    }

    @Test
    void compressesToTheQualityAskedFor() throws IOException {
        var previews = Stream.of(20, 50, 80)
                .map(quality -> bytes(preview("?quality=" + quality, PICTURE)))
                .toList();

        assertThat(previews).extracting(preview -> preview.length).isSorted();
        assertThat(previews.getFirst().length).isLessThan(previews.getLast().length);
        for (var each : previews) {
            assertThat(decoded(each).getWidth()).isEqualTo(400);
            assertThat(decoded(each).getHeight()).isEqualTo(300);
        }
    }

    @Test
    void answersWhatARequestWouldPublish() {
        try (var host = ImageHost.start()) {
            host.respondTo("/a.jpg", MockResponse.image("image/jpeg", PICTURE));
            var path = client.submit(ServerFixture.HEADER + "1,Mug," + host.url("/a.jpg") + "\n");
            client.awaitEnd(path);
            var url = client.get(path + "/products").field("/items/0/images/0/output_url");

            var published = client.get(url.substring(url.indexOf("/processed_images/")));

            assertThat(bytes(preview("", PICTURE)))
                    .isEqualTo(published.response().body());
        }
    }

    @Test
    void scalesAndConverts() throws IOException {
        var small = preview("?max_width=100&format=png", PICTURE);

        assertThat(small.header("Content-Type")).isEqualTo("image/png");
        assertThat(small.header("Cache-Control")).isEqualTo("no-store");
        assertThat(small.header("Content-Length")).isEqualTo("" + bytes(small).length);
        assertThat(decoded(bytes(small)).getWidth()).isEqualTo(100);
    }

    @Test
    void takesBytesWithoutAType() {
        assertThat(bytes(client.send("POST", "/v1/preview", BodyPublishers.ofByteArray(PICTURE))))
                .isNotEmpty();
    }

    @Test
    void storesNothing() throws IOException {
        bytes(preview("", PICTURE));

        assertThat(client.get("/v1/requests?limit=500&search=preview").json().at("/items"))
                .isEmpty();
        for (var folder : List.of("uploads", "images", "scratch/parts")) {
            if (Files.notExists(server.folder().resolve(folder))) continue;
            try (var files = Files.list(server.folder().resolve(folder))) {
                assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".part"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not an image", "<html></html>"})
    void refusesWhatIsNoImage(String text) {
        var refused = preview("", BodyPublishers.ofString(text));

        assertThat(refused.statusAndCode()).isEqualTo("422 invalid_image");
        assertThat(refused.field("/detail")).isNotEmpty();
    }

    @Test
    void refusesAHalfImage() {
        var half = Arrays.copyOf(PICTURE, 300);

        assertThat(preview("", half).statusAndCode()).isEqualTo("422 invalid_image");
    }

    @ParameterizedTest
    @CsvSource({
        "quality=0, quality",
        "quality=fine, quality",
        "max_width=-1, max_width",
        "format=bmp, format",
        "qualty=30, qualty",
        "webhook_url=https://shop.example, webhook_url"
    })
    void refusesInvalidParameters(String query, String field) {
        var refused = preview("?" + query, PICTURE);

        assertThat(refused.statusAndCode()).isEqualTo("422 invalid_option");
        assertThat(refused.field("/field")).isEqualTo(field);
    }

    @Test
    void refusesForms() {
        var refused = client.send(
                "POST",
                "/v1/preview",
                BodyPublishers.ofByteArray(PICTURE),
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(refused.statusAndCode()).isEqualTo("415 unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesAnImageThatIsTooLarge(boolean hasLength) {
        var large = new byte[50_000_001];

        var refused = preview(
                "",
                hasLength
                        ? BodyPublishers.ofByteArray(large)
                        : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));

        assertThat(refused.statusAndCode()).isEqualTo("413 upload_too_large");
    }
}
