package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.api.ApiClient;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The list of failed places.
class FailedCsvTest {
    private static final String COLUMNS =
            "Serial Number,Product Name,Input Image URLs,Output Image URLs,Position,Code,Message\r\n";

    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    private final ApiClient apiClient = server.client();

    @Test
    void hasARowForEachFailedPlace() {
        var path = apiClient.submit(HEADER
                + "001,\"Chair, red\",\"http://a.test/missing.jpg,http://a.test/1.jpg,http://a.test/damaged.jpg\"\r\n"
                + "002,Lamp,http://a.test/2.jpg\r\n"
                + "003,Vase,http://a.test/missing.jpg\r\n");
        apiClient.awaitEnd(path);

        var failed = apiClient.get(path + "/failed.csv");

        var chair = "001,\"Chair, red\",http://a.test/";
        assertThat(failed.text())
                .isEqualTo(COLUMNS
                        + chair + "missing.jpg,,1,http_404,the server answered 404 Not Found\r\n"
                        + chair + "damaged.jpg,,3,corrupt_image,the image is damaged\r\n"
                        + "003,Vase,http://a.test/missing.jpg,,1,http_404,the server answered 404 Not Found\r\n");
        assertThat(apiClient.get(path).field("/links/failed_csv"))
                .isEqualTo(ServerFixture.PUBLIC_URL + path + "/failed.csv");
        assertThat(apiClient.get(path + "/failed.csv").text()).isEqualTo(failed.text());
    }

    @Test
    void hasOnlyTheHeaderWhereNothingFailed() {
        var path = apiClient.submit(ServerFixture.CSV);
        apiClient.awaitEnd(path);

        assertThat(apiClient.get(path + "/failed.csv").text()).isEqualTo(COLUMNS);
    }

    @Test
    void keepsFormulasFromSpreadsheets() {
        var path = apiClient.submit(HEADER + "=1+1,@Vase,http://a.test/missing.jpg\r\n");
        apiClient.awaitEnd(path);

        assertThat(apiClient.get(path + "/failed.csv?safe=true").text()).contains("\r\n'=1+1,'@Vase,");
        assertThat(apiClient.get(path + "/failed.csv").text()).contains("\r\n=1+1,@Vase,");
    }

    /// More products than are read at once.
    @Test
    void listsFailuresAmongManyProducts() {
        var csv = new StringBuilder(HEADER);
        for (var row = 1; row <= 4_500; row++)
            csv.append(row)
                    .append(",M,http://a/")
                    .append(row % 1_500 == 0 ? "missing" : "m")
                    .append('\n');
        var path = apiClient.submit(csv.toString());
        apiClient.awaitEnd(path);

        assertThat(apiClient.get(path + "/failed.csv").text().lines().skip(1))
                .extracting(line -> line.substring(0, line.indexOf(',')))
                .containsExactly("1500", "3000", "4500");
    }

    @Test
    void isCompleteOnlyAtTheEnd() {
        var gate = new CountDownLatch(1);
        server.imageService().holdUntil(gate);
        try {
            var path = apiClient.submit(HEADER + "1,Vase,http://a.test/missing.jpg\r\n");

            assertThat(apiClient.get(path + "/failed.csv").statusAndCode()).isEqualTo("409 not_finished");
            assertThat(apiClient.get(path + "/failed.csv?partial=true").text()).isEqualTo(COLUMNS);
        } finally {
            gate.countDown();
        }
    }
}
