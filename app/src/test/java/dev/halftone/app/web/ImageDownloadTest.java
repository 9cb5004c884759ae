package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Downloading processed images.
class ImageDownloadTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    /// Also the content of the image: [dev.halftone.app.FakeImageService] publishes the URL itself, 19 bytes.
    private static final String IMAGE_URL = "http://a.test/1.jpg";

    private final ApiClient apiClient = server.client();
    private String image = "";

    @BeforeEach
    void publish() {
        var path = apiClient.submit(HEADER + "1,Chair," + IMAGE_URL + "\r\n");
        apiClient.awaitEnd(path);
        var url = apiClient.get(path + "/products").field("/items/0/images/0/output_url");
        image = url.substring(ServerFixture.PUBLIC_URL.length());
    }

    @Test
    void servesAnImmutableImage() {
        var apiResponse = apiClient.get(image);

        assertThat(apiResponse.text()).isEqualTo(IMAGE_URL);
        assertThat(apiResponse.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(apiResponse.header("Content-Length")).isEqualTo("19");
        assertThat(apiResponse.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(apiResponse.header("ETag")).matches("\"[^\"]+\"");
        assertThat(apiResponse.header("Last-Modified")).endsWith("GMT");
    }

    @Test
    void servesTheImageWhateverTheClientAccepts() {
        assertThat(apiClient.get(image, "Accept", "image/avif,image/webp").status())
                .isEqualTo(200);
    }

    @Test
    void supportsHead() {
        var head = apiClient.send("HEAD", image, BodyPublishers.noBody());

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("19");
        assertThat(head.response().body()).isEmpty();
    }

    @Test
    void respondsWith304WhenTheClientHasTheImage() {
        var first = apiClient.get(image);

        var byTag = apiClient.get(image, "If-None-Match", first.header("ETag"));
        var byOneOfManyTags = apiClient.get(image, "If-None-Match", "\"x\", W/" + first.header("ETag"));
        var byDate = apiClient.get(image, "If-Modified-Since", first.header("Last-Modified"));
        var head = apiClient.send("HEAD", image, BodyPublishers.noBody(), "If-None-Match", first.header("ETag"));

        assertThat(new ApiResponse[] {byTag, byOneOfManyTags, byDate, head})
                .extracting(ApiResponse::status)
                .containsOnly(304);
        assertThat(byTag.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(byTag.response().body()).isEmpty();
    }

    @Test
    void sendsTheImageWhenTheClientHasAnotherVersion() {
        assertThat(apiClient.get(image, "If-None-Match", "\"another\"").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, http, bytes 0-3/19",
        "bytes=7-, a.test/1.jpg, bytes 7-18/19",
        "bytes=-3, jpg, bytes 16-18/19",
        "bytes=16-999, jpg, bytes 16-18/19",
        "bytes=-999, http://a.test/1.jpg, bytes 0-18/19",
        "bytes=18-18, g, bytes 18-18/19"
    })
    void sendsARange(String range, String part, String contentRange) {
        var apiResponse = apiClient.get(image, "Range", range);

        assertThat(apiResponse.status()).isEqualTo(206);
        assertThat(apiResponse.text()).isEqualTo(part);
        assertThat(apiResponse.header("Content-Range")).isEqualTo(contentRange);
        assertThat(apiResponse.header("Content-Length")).isEqualTo(Integer.toString(part.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=19-", "bytes=99-100", "bytes=-0"})
    void rejectsARangePastTheEnd(String range) {
        var apiResponse = apiClient.get(image, "Range", range);

        assertThat(apiResponse.statusAndCode()).isEqualTo("416 range_not_satisfiable");
        assertThat(apiResponse.header("Content-Range")).isEqualTo("bytes */19");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,3-4", "bytes=5-2", "bytes=-", "bytes=a-b", "pixels=0-1", "nonsense"})
    void ignoresUnsupportedRanges(String range) {
        var apiResponse = apiClient.get(image, "Range", range);

        assertThat(apiResponse.status()).isEqualTo(200);
        assertThat(apiResponse.text()).isEqualTo(IMAGE_URL);
    }

    @Test
    void honorsIfRange() {
        var whole = apiClient.get(image);

        var sameTag = apiClient.get(image, "Range", "bytes=0-3", "If-Range", whole.header("ETag"));
        var otherTag = apiClient.get(image, "Range", "bytes=0-3", "If-Range", "\"another\"");
        var weakTag = apiClient.get(image, "Range", "bytes=0-3", "If-Range", "W/" + whole.header("ETag"));
        var sameDate = apiClient.get(image, "Range", "bytes=0-3", "If-Range", whole.header("Last-Modified"));
        var otherDate = apiClient.get(image, "Range", "bytes=0-3", "If-Range", "Wed, 21 Oct 2015 07:28:00 GMT");

        assertThat(new ApiResponse[] {sameTag, otherTag, weakTag, sameDate, otherDate})
                .extracting(ApiResponse::status)
                .containsExactly(206, 200, 200, 206, 200);
    }

    @Test
    void servesOnlyTheExactPath() {
        var name = image.substring("/processed_images/".length());

        assertThat(new String[] {
                    "/processed_images/" + name.toUpperCase(Locale.ROOT),
                    "/processed_images/" + name + "/",
                    "/processed_images/" + name + ";v=1",
                    "/processed_images/%" + Integer.toHexString(name.charAt(0)) + name.substring(1),
                    "/processed_images/./" + name,
                    "/processed_images/../processed_images/" + name,
                    "//processed_images/" + name,
                    "/processed_images/" + name.replace(".jpg", ".png"),
                    "/processed_images/" + name + "%00",
                    "/processed_images/" + name + "%2F.."
                })
                .allSatisfy(path -> assertThat(server.rawClient().get(path))
                        .as(path)
                        .startsWith("HTTP/1.1 404")
                        .contains("\"code\":\"not_found\""));
    }

    @Test
    void ignoresTheQuery() {
        assertThat(apiClient.get(image + "?v=2").status()).isEqualTo(200);
    }
}
