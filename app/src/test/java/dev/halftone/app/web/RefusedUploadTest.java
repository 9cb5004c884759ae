package dev.halftone.app.web;

import static dev.halftone.app.LiveServer.CSV;
import static dev.halftone.app.LiveServer.HEADER;
import static dev.halftone.app.LiveServer.MAX_UPLOAD_BYTES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Caller;
import dev.halftone.app.Form;
import dev.halftone.app.LiveServer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client gets for an upload that is not good: a reason, and nothing is kept of it.
class RefusedUploadTest {
    @RegisterExtension
    static final LiveServer server = LiveServer.start();

    private static final String TOO_LARGE = HEADER + "1,Chair,http://a.test/1.jpg\r\n".repeat(MAX_UPLOAD_BYTES / 20);

    private final Caller caller = server.caller();

    @AfterEach
    void keepsNothing() {
        assertThat(caller.get("/v1/requests").json().at("/items").size()).isZero();
        assertThat(server.uploads()).isEmpty();
    }

    @Test
    void namesEverythingWrongWithACsv() {
        var csv = HEADER + ",Chair,http://a.test/1.jpg\r\n2,,http://a.test/2.jpg\r\n3,Lamp,\r\n";

        var answer = caller.postForm("/v1/requests", Form.of(csv));

        assertThat(answer.outcome()).isEqualTo("422 invalid_csv");
        assertThat(answer.json().at("/violation_count").asInt()).isEqualTo(3);
        assertThat(answer.json().at("/violations").findValuesAsString("code"))
                .containsExactly("blank_serial_number", "blank_product_name", "no_image_urls");
        assertThat(answer.json().at("/violations/0/line").asInt()).isEqualTo(2);
    }

    @Test
    void namesTheFirstHundredOfManyViolations() {
        var answer = caller.postCsv("/v1/requests", HEADER + "1,,http://a.test/1.jpg\r\n".repeat(250));

        assertThat(answer.json().at("/violations").size()).isEqualTo(100);
        assertThat(answer.json().at("/violation_count").asInt()).isEqualTo(250);
        assertThat(answer.at("/detail")).contains("line 2").contains("249 more");
    }

    @Test
    void callsAnEmptyBodyAnEmptyFile() {
        assertThat(caller.postCsv("/v1/requests", "").at("/violations/0/code")).isEqualTo("empty_file");
        assertThat(caller.postForm("/v1/requests", Form.of("")).at("/violations/0/code"))
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
        "format, jpg",
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
    void namesTheFieldThatCannotBe(String field, String value) {
        var answer = caller.postForm("/v1/requests", Form.of(CSV).field(field, value));

        assertThat(answer.outcome()).isEqualTo("422 invalid_option");
        assertThat(answer.at("/field")).isEqualTo(field);
        assertThat(answer.at("/detail")).startsWith(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "whsec_", "whsec_dG9vIHNob3J0", "whsec_***"})
    void refusesASecretThatIsNone(String secret) {
        var form = Form.of(CSV)
                .field("webhook_url", "https://shop.example.com/hook")
                .field("webhook_secret", secret);

        var answer = caller.postForm("/v1/requests", form);

        assertThat(answer.outcome()).isEqualTo("422 invalid_option");
        assertThat(answer.at("/field")).isEqualTo("webhook_secret");
    }

    @Test
    void refusesAFieldThatIsGivenTwice() {
        var answer = caller.postCsv("/v1/requests?quality=30&quality=40", CSV);

        assertThat(answer.outcome()).isEqualTo("422 invalid_option");
        assertThat(answer.at("/field")).isEqualTo("quality");
    }

    @Test
    void refusesAKeyThatIsTooLongOrNotPrintable() {
        var tooLong = caller.postCsv("/v1/requests", CSV, "Idempotency-Key", "k".repeat(256));
        var twice = caller.postCsv("/v1/requests", CSV, "Idempotency-Key", "a", "Idempotency-Key", "b");

        assertThat(tooLong.outcome()).isEqualTo("422 invalid_option");
        assertThat(tooLong.at("/field")).isEqualTo("Idempotency-Key");
        assertThat(twice.outcome()).isEqualTo("422 invalid_option");
    }

    @Test
    void refusesAFormWithoutAFileOrWithTwo() {
        var none = caller.postForm("/v1/requests", Form.empty().field("quality", "50"));
        var two = caller.postForm("/v1/requests", Form.of(CSV).file("file", CSV));

        assertThat(none.outcome()).isEqualTo("400 malformed_upload");
        assertThat(none.at("/detail")).contains("file");
        assertThat(two.outcome()).isEqualTo("400 malformed_upload");
    }

    @Test
    void refusesAFormOfMoreThanFiftyParts() {
        var form = Form.of(CSV);
        for (var i = 0; i < 60; i++) form = form.field("f" + i, "x");

        assertThat(caller.postForm("/v1/requests", form).outcome()).isEqualTo("400 malformed_upload");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=another"})
    void refusesAFormThatIsNotWhatItsHeaderSays(String type) {
        var answer = caller.call("POST", "/v1/requests", Form.of(CSV).body(), "Content-Type", type);

        assertThat(answer.outcome()).isEqualTo("400 malformed_upload");
    }

    @Test
    void refusesAFormThatBreaksOff() {
        var half = Form.of(CSV).text().substring(0, 150);

        var answer = server.socket().send(post(Form.MEDIA_TYPE, "Content-Length: 5000", half));

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"malformed_upload\"");
    }

    @Test
    void refusesACsvThatBreaksOff() {
        var answer = server.socket().send(post("text/csv", "Content-Length: 5000", CSV));

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"malformed_upload\"");
    }

    @Test
    void refusesABodyWithABrokenChunk() {
        var answer = server.socket().send(post("text/csv", "Transfer-Encoding: chunked", "zz\r\n" + CSV));

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"malformed_upload\"");
    }

    @Test
    void refusesACsvThatIsTooLarge() {
        var raw = caller.postCsv("/v1/requests", TOO_LARGE);
        var form = caller.postForm("/v1/requests", Form.of(TOO_LARGE));

        assertThat(raw.outcome()).isEqualTo("413 upload_too_large");
        assertThat(raw.at("/detail")).contains("100000");
        assertThat(form.outcome()).isEqualTo("413 upload_too_large");
    }

    @Test
    void refusesACsvThatGrowsTooLargeOnTheWay() {
        var unknownLength = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(TOO_LARGE.getBytes(UTF_8)));

        var answer = caller.call("POST", "/v1/requests", unknownLength, "Content-Type", "text/csv");

        assertThat(answer.outcome()).isEqualTo("413 upload_too_large");
    }

    @Test
    void refusesATooLargeBodyByItsLengthBeforeItIsSent() {
        var answer = server.socket().send(post("text/csv", "Expect: 100-continue\r\nContent-Length: 99999999999", ""));

        assertThat(answer).startsWith("HTTP/1.1 413").doesNotContain("100 Continue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "application/json", "image/png", "nonsense"})
    void refusesOtherTypes(String type) {
        var answer = caller.call("POST", "/v1/requests", BodyPublishers.ofString(CSV), "Content-Type", type);

        assertThat(answer.outcome()).isEqualTo("415 unsupported_media_type");
        assertThat(answer.header("Accept")).contains("multipart/form-data").contains("text/csv");
    }

    @Test
    void refusesACompressedBody() {
        var answer = caller.postCsv("/v1/requests", CSV, "Content-Encoding", "gzip");

        assertThat(answer.outcome()).isEqualTo("415 unsupported_media_type");
        assertThat(answer.header("Accept-Encoding")).isEqualTo("identity");
    }

    @Test
    void takesNoUploadWhoseAnswerIsNotWanted() {
        var answer = caller.postCsv("/v1/requests", CSV, "Accept", "text/html");

        assertThat(answer.outcome()).isEqualTo("406 not_acceptable");
    }

    private static String post(String type, String headers, String body) {
        return "POST /v1/requests HTTP/1.1\r\nHost: halftone.test\r\nContent-Type: %s\r\n%s\r\n\r\n%s"
                .formatted(type, headers, body);
    }
}
