package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.CSV;
import static dev.halftone.app.ServerFixture.HEADER;
import static dev.halftone.app.ServerFixture.MAX_UPLOAD_BYTES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.MultipartForm;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rejected uploads: the client gets a reason, and the server stores nothing.
class RejectedUploadTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    private static final String TOO_LARGE = HEADER + "1,Chair,http://a.test/1.jpg\r\n".repeat(MAX_UPLOAD_BYTES / 20);

    private final ApiClient apiClient = server.client();

    @AfterEach
    void storesNothing() {
        assertThat(apiClient.get("/v1/requests").json().at("/items").size()).isZero();
        assertThat(server.uploads()).isEmpty();
    }

    @Test
    void reportsAllViolationsOfACsv() {
        var csv = HEADER + ",Chair,http://a.test/1.jpg\r\n2,,http://a.test/2.jpg\r\n3,Lamp,\r\n";

        var apiResponse = apiClient.postForm("/v1/requests", MultipartForm.of(csv));

        assertThat(apiResponse.statusAndCode()).isEqualTo("422 invalid_csv");
        assertThat(apiResponse.json().at("/violation_count").asInt()).isEqualTo(3);
        assertThat(apiResponse.json().at("/violations").findValuesAsString("code"))
                .containsExactly("blank_serial_number", "blank_product_name", "no_image_urls");
        assertThat(apiResponse.json().at("/violations/0/line").asInt()).isEqualTo(2);
    }

    @Test
    void reportsAtMost100Violations() {
        var apiResponse = apiClient.postCsv("/v1/requests", HEADER + "1,,http://a.test/1.jpg\r\n".repeat(250));

        assertThat(apiResponse.json().at("/violations").size()).isEqualTo(100);
        assertThat(apiResponse.json().at("/violation_count").asInt()).isEqualTo(250);
        assertThat(apiResponse.field("/detail")).contains("line 2").contains("249 more");
    }

    @Test
    void reportsAnEmptyBodyAsAnEmptyFile() {
        assertThat(apiClient.postCsv("/v1/requests", "").field("/violations/0/code"))
                .isEqualTo("empty_file");
        assertThat(apiClient.postForm("/v1/requests", MultipartForm.of("")).field("/violations/0/code"))
                .isEqualTo("empty_file");
    }

    @ParameterizedTest
    @CsvSource({
        "quality, 0",
        "quality, 101",
        "quality, 50.5",
        "quality, best",
        "quality, 99999999999999999999",
        "max_width, -1",
        "max_height, 1e3",
        "format, jpgx",
        "format, JPEG",
        "cache, no",
        "cache, None",
        "webhook_url, not-a-url",
        "webhook_url, ftp://shop.example.com/hook",
        "webhook_url, http://127.0.0.1/hook",
        "webhook_url, http://[::1]/hook",
        "webhook_url, https://shop.example.com:22/hook",
        "webhook_url, https://me:secret@shop.example.com/hook",
        "webhook_url, http://localhost/hook",
        "webhook_secret, whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "qualty, 50"
    })
    void rejectsInvalidOptions(String field, String value) {
        var apiResponse =
                apiClient.postForm("/v1/requests", MultipartForm.of(CSV).field(field, value));

        assertThat(apiResponse.statusAndCode()).isEqualTo("422 invalid_option");
        assertThat(apiResponse.field("/field")).isEqualTo(field);
        assertThat(apiResponse.field("/detail")).startsWith(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "whsec_", "whsec_dG9vIHNob3J0", "whsec_***"})
    void rejectsAnInvalidWebhookSecret(String secret) {
        var multipartForm = MultipartForm.of(CSV)
                .field("webhook_url", "https://shop.example.com/hook")
                .field("webhook_secret", secret);

        var apiResponse = apiClient.postForm("/v1/requests", multipartForm);

        assertThat(apiResponse.statusAndCode()).isEqualTo("422 invalid_option");
        assertThat(apiResponse.field("/field")).isEqualTo("webhook_secret");
    }

    @Test
    void rejectsARepeatedOption() {
        var apiResponse = apiClient.postCsv("/v1/requests?quality=30&quality=40", CSV);

        assertThat(apiResponse.statusAndCode()).isEqualTo("422 invalid_option");
        assertThat(apiResponse.field("/field")).isEqualTo("quality");
    }

    @Test
    void rejectsAnIdempotencyKeyThatIsTooLongOrRepeated() {
        var tooLong = apiClient.postCsv("/v1/requests", CSV, "Idempotency-Key", "k".repeat(256));
        var twice = apiClient.postCsv("/v1/requests", CSV, "Idempotency-Key", "a", "Idempotency-Key", "b");

        assertThat(tooLong.statusAndCode()).isEqualTo("422 invalid_option");
        assertThat(tooLong.field("/field")).isEqualTo("Idempotency-Key");
        assertThat(twice.statusAndCode()).isEqualTo("422 invalid_option");
    }

    @Test
    void rejectsAFormWithoutAFileOrWithTwo() {
        var none = apiClient.postForm("/v1/requests", MultipartForm.empty().field("quality", "50"));
        var two = apiClient.postForm("/v1/requests", MultipartForm.of(CSV).file("file", CSV));

        assertThat(none.statusAndCode()).isEqualTo("400 malformed_upload");
        assertThat(none.field("/detail")).contains("file");
        assertThat(two.statusAndCode()).isEqualTo("400 malformed_upload");
    }

    @Test
    void rejectsAFormWithMoreThan50Parts() {
        var multipartForm = MultipartForm.of(CSV);
        for (var i = 0; i < 60; i++) multipartForm = multipartForm.field("f" + i, "x");

        assertThat(apiClient.postForm("/v1/requests", multipartForm).statusAndCode())
                .isEqualTo("400 malformed_upload");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=another"})
    void rejectsAFormWithAMissingOrWrongBoundary(String type) {
        var apiResponse =
                apiClient.send("POST", "/v1/requests", MultipartForm.of(CSV).body(), "Content-Type", type);

        assertThat(apiResponse.statusAndCode()).isEqualTo("400 malformed_upload");
    }

    static Stream<String> brokenPartHeaders() {
        return Stream.of(
                "name=\"file\"; filename*=UTF-8''a%00b.csv",
                "name=\"file\"; filename*=UTF-8''%zz",
                "name=\"file\"; filename*=UTF-8''%",
                "name=\"file\"; filename*=UTF-8''%c3%28",
                "name=\"file\"; filename*=no-such-charset''a.csv",
                "name=\"file\"; filename*=\u0000''a.csv",
                "name=\"file\"; filename*=''",
                "name=\"file\"; filename*='",
                "name=\"file\"; filename=\"a\u0000b.csv\"",
                "name=\"file\u0000\"; filename=\"a.csv\"",
                "name*=UTF-8''file%00; filename=\"a.csv\"",
                "name=\"quality\u0000\"",
                "name=\"\"; filename=\"\"",
                "name; filename",
                "name=",
                "name=\"file",
                "=\"file\"",
                "\u0000\u0001\u007f\u0085",
                "name=\"=?utf-8?B?AA==?=\"; filename=\"=?utf-8?B?AGE=?=\"",
                "name=\"=?no-such?Q?x?=\"; filename=\"=?utf-8?Z?x?=\"",
                "name=\"=?utf-8?B?*?=\"; filename=\"=?utf-8?Q?=zz?=\"",
                "");
    }

    @ParameterizedTest
    @MethodSource("brokenPartHeaders")
    void rejectsBrokenPartHeadersAsTheClientsMistake(String header) {
        var form = "--b\r\nContent-Disposition: form-data; %s\r\n\r\n,\r\n--b--\r\n".formatted(header);

        var response = server.rawClient()
                .send(post(
                        "multipart/form-data; boundary=b",
                        "Connection: close\r\nContent-Length: " + form.length(),
                        form));

        assertThat(response)
                .matches("(?s)HTTP/1\\.1 (400|422) .*\"code\":\"(malformed_upload|invalid_option|invalid_csv)\".*");
    }

    @Test
    void saysThatTheHeadersOfAPartAreTooLong() {
        var form = MultipartForm.of(CSV).field("x".repeat(4_100), "y");

        var apiResponse = apiClient.postForm("/v1/requests", form);

        assertThat(apiResponse.statusAndCode()).isEqualTo("400 malformed_upload");
        assertThat(apiResponse.field("/detail")).isEqualTo("the headers of a part may have at most 4096 bytes");
    }

    @Test
    void rejectsTheCharacterNulInAnyOption() {
        var form = MultipartForm.of(CSV).field("webhook_url", "https://shop.example/\u0000");

        assertThat(apiClient.postForm("/v1/requests", form).statusAndCode()).isEqualTo("422 invalid_option");
        assertThat(apiClient.get("/v1/requests?limit=%00").statusAndCode()).isEqualTo("422 invalid_option");
    }

    /// In the first boundary, in the headers of the part, at their end, and in the file.
    @ParameterizedTest
    @ValueSource(ints = {10, 60, 110, 130, 150})
    void rejectsATruncatedForm(int length) {
        var truncated = MultipartForm.of(CSV).text().substring(0, length);

        var response = server.rawClient().send(post(MultipartForm.MEDIA_TYPE, "Content-Length: 5000", truncated));

        assertThat(response).startsWith("HTTP/1.1 400").contains("\"code\":\"malformed_upload\"");
    }

    @Test
    void rejectsATruncatedCsv() {
        var response = server.rawClient().send(post("text/csv", "Content-Length: 5000", CSV));

        assertThat(response).startsWith("HTTP/1.1 400").contains("\"code\":\"malformed_upload\"");
    }

    @Test
    void rejectsAMalformedChunk() {
        var response = server.rawClient().send(post("text/csv", "Transfer-Encoding: chunked", "zz\r\n" + CSV));

        assertThat(response).startsWith("HTTP/1.1 400").contains("\"code\":\"malformed_upload\"");
    }

    @Test
    void rejectsACsvThatIsTooLarge() {
        var raw = apiClient.postCsv("/v1/requests", TOO_LARGE);
        var form = apiClient.postForm("/v1/requests", MultipartForm.of(TOO_LARGE));

        assertThat(raw.statusAndCode()).isEqualTo("413 upload_too_large");
        assertThat(raw.field("/detail")).isEqualTo("a CSV may have at most 0.1 MB (100000 bytes)");
        assertThat(form.statusAndCode()).isEqualTo("413 upload_too_large");
    }

    @Test
    void rejectsATooLargeCsvOfUnknownLength() {
        var unknownLength = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(TOO_LARGE.getBytes(UTF_8)));

        var apiResponse = apiClient.send("POST", "/v1/requests", unknownLength, "Content-Type", "text/csv");

        assertThat(apiResponse.statusAndCode()).isEqualTo("413 upload_too_large");
    }

    @Test
    void rejectsATooLargeContentLengthBeforeTheBodyIsSent() {
        var response =
                server.rawClient().send(post("text/csv", "Expect: 100-continue\r\nContent-Length: 99999999999", ""));

        assertThat(response).startsWith("HTTP/1.1 413").doesNotContain("100 Continue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "application/json", "image/png", "nonsense"})
    void rejectsUnsupportedMediaTypes(String type) {
        var apiResponse = apiClient.send("POST", "/v1/requests", BodyPublishers.ofString(CSV), "Content-Type", type);

        assertThat(apiResponse.statusAndCode()).isEqualTo("415 unsupported_media_type");
        assertThat(apiResponse.header("Accept")).contains("multipart/form-data").contains("text/csv");
    }

    @Test
    void rejectsACompressedBody() {
        var apiResponse = apiClient.postCsv("/v1/requests", CSV, "Content-Encoding", "gzip");

        assertThat(apiResponse.statusAndCode()).isEqualTo("415 unsupported_media_type");
        assertThat(apiResponse.header("Accept-Encoding")).isEqualTo("identity");
    }

    @Test
    void rejectsAnUploadThatAcceptsNoJson() {
        var apiResponse = apiClient.postCsv("/v1/requests", CSV, "Accept", "text/html");

        assertThat(apiResponse.statusAndCode()).isEqualTo("406 not_acceptable");
    }

    private static String post(String type, String headers, String body) {
        return "POST /v1/requests HTTP/1.1\r\nHost: halftone.test\r\nContent-Type: %s\r\n%s\r\n\r\n%s"
                .formatted(type, headers, body);
    }
}
