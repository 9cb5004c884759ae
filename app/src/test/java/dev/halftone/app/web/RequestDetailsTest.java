package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.api.ApiClient;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Details of a request: warnings, failures, throughput over time.
class RequestDetailsTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    private final ApiClient apiClient = server.client();

    @Test
    void listsTheWarningsOfTheUpload() {
        var path = apiClient.submit(ServerFixture.CSV + "2,Lamp,htp:/slip.jpg\r\n");

        var warnings = apiClient.get(path + "/warnings").json();

        assertThat(warnings.path("warning_count").asInt()).isEqualTo(1);
        assertThat(warnings.at("/items/0/column").asInt()).isEqualTo(3);
        assertThat(warnings.at("/items/0/line").asInt()).isEqualTo(3);
    }

    @Test
    void countsFailuresByCodeMostFrequentFirst() {
        var path = apiClient.submit(HEADER
                + "1,Chair,http://a.test/missing.jpg\r\n"
                + "2,Lamp,\"http://a.test/missing.jpg,http://a.test/2.jpg\"\r\n");
        apiClient.awaitEnd(path);

        var failures = apiClient.get(path + "/failures").json().path("items");

        assertThat(failures.toString()).isEqualTo("[{\"code\":\"http_404\",\"images\":2}]");
    }

    @Test
    void reportsImagesPerInterval() {
        var path = apiClient.submit(HEADER + "1,Chair,\"http://a.test/1.jpg,http://a.test/2.jpg\"\r\n");
        apiClient.awaitEnd(path);

        var pace = apiClient.get(path + "/pace").json();

        assertThat(pace.path("from").asString()).endsWith("Z");
        assertThat(pace.path("seconds").asInt()).isEqualTo(1);
        assertThat(pace.path("images").valueStream().mapToInt(JsonNode::asInt).sum())
                .isEqualTo(2);
    }

    @Test
    void hasNoPaceBeforeTheFirstImageEnds() {
        var gate = new CountDownLatch(1);
        server.imageService().holdUntil(gate);
        var path = apiClient.submit(ServerFixture.CSV);

        var pace = apiClient.get(path + "/pace").json();
        gate.countDown();

        assertThat(pace.path("from").isNull()).isTrue();
        assertThat(pace.path("images").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/warnings", "/failures", "/pace"})
    void respondsWith404ForAnUnknownRequest(String detail) {
        assertThat(apiClient.get("/v1/requests/" + "0".repeat(32) + detail).statusAndCode())
                .isEqualTo("404 not_found");
    }
}
