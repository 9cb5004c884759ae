package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.CSV;
import static dev.halftone.app.ServerFixture.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.MultipartForm;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The paths and field names that the first clients use.
class LegacyApiTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    private final ApiClient apiClient = server.client();

    @Test
    void acceptsAnUploadAndReportsItsStatus() {
        var gate = new CountDownLatch(1);
        server.imageService().holdUntil(gate);
        var multipartForm = MultipartForm.of(CSV)
                .field("webhook_url", "https://shop.example.com/hook")
                .field("submit", "Upload");

        var uploaded = apiClient.postForm("/upload_csv", multipartForm);
        gate.countDown();
        apiClient.awaitEnd("/v1/requests/" + uploaded.field("/request_id"));
        var status = apiClient.get("/request_status/" + uploaded.field("/request_id"));

        assertThat(uploaded.status()).isEqualTo(202);
        assertThat(uploaded.field("/status")).isEqualTo("Pending");
        assertThat(uploaded.field("/message")).isEqualTo("waiting to begin");
        assertThat(status.field("/status")).isEqualTo("Completed");
        assertThat(status.json().at("/total_rows").asInt()).isEqualTo(1);
        assertThat(status.json().at("/processed_rows").asInt()).isEqualTo(1);
    }

    @Test
    void reportsACancelledRequest() {
        var gate = new CountDownLatch(1);
        server.imageService().holdUntil(gate);
        var id = apiClient.postForm("/upload_csv", MultipartForm.of(CSV)).field("/request_id");

        apiClient.post("/v1/requests/" + id + "/cancel");
        gate.countDown();

        assertThat(apiClient.get("/request_status/" + id).field("/status")).isEqualTo("Cancelled");
    }

    @Test
    void rejectsWhatTheCurrentApiRejects() {
        assertThat(apiClient.postForm("/upload_csv", MultipartForm.of(HEADER)).statusAndCode())
                .isEqualTo("422 invalid_csv");
        assertThat(apiClient
                        .postForm("/upload_csv", MultipartForm.empty().field("a", "b"))
                        .statusAndCode())
                .isEqualTo("400 malformed_upload");
        assertThat(apiClient
                        .postForm("/upload_csv", MultipartForm.of(CSV).field("webhook_url", "http://10.0.0.1/"))
                        .statusAndCode())
                .isEqualTo("422 invalid_option");
        assertThat(apiClient.postCsv("/upload_csv", CSV).statusAndCode()).isEqualTo("415 unsupported_media_type");
        assertThat(apiClient.get("/request_status/nonsense").statusAndCode()).isEqualTo("404 not_found");
    }
}
