package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.CSV;
import static dev.halftone.app.ServerFixture.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import dev.halftone.testkit.api.MultipartForm;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Accepted uploads.
class UploadTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    private final ApiClient apiClient = server.client();

    @Test
    void acceptsAForm() {
        var csv = HEADER + "1,Chair,\"http://a.test/1.jpg,http://a.test/2.jpg\"\r\n2,Lamp,http://a.test/3.jpg\r\n";

        var apiResponse = apiClient.postForm("/v1/requests", MultipartForm.of(csv));

        assertThat(apiResponse.status()).isEqualTo(202);
        assertThat(apiResponse.field("/status")).isEqualTo("queued");
        assertThat(apiResponse.json().at("/rows").asInt()).isEqualTo(2);
        assertThat(apiResponse.json().at("/images").asInt()).isEqualTo(3);
        assertThat(apiResponse.json().at("/warnings").size()).isZero();
    }

    @Test
    void linksToTheRequest() {
        var apiResponse = apiClient.postForm("/v1/requests", MultipartForm.of(CSV));

        var self = ServerFixture.PUBLIC_URL + "/v1/requests/" + apiResponse.field("/request_id");
        assertThat(apiResponse.header("Location")).isEqualTo(self);
        assertThat(apiResponse.field("/links/self")).isEqualTo(self);
        assertThat(apiResponse.field("/links/output_csv")).isEqualTo(self + "/output.csv");
        assertThat(apiResponse.field("/links/page"))
                .isEqualTo(ServerFixture.PUBLIC_URL + "/requests/" + apiResponse.field("/request_id"));
    }

    @Test
    void acceptsARawCsv() {
        var apiResponse = apiClient.postCsv("/v1/requests?quality=30&format=webp", CSV);

        assertThat(apiResponse.status()).isEqualTo(202);
        assertThat(statusOf(apiResponse).field("/options/quality")).isEqualTo("30");
        assertThat(statusOf(apiResponse).field("/options/format")).isEqualTo("webp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/csv; charset=utf-8",
                "application/csv",
                "text/tab-separated-values",
                "text/plain",
                "application/vnd.ms-excel",
                "application/octet-stream"
            })
    void acceptsOtherMediaTypesForCsv(String type) {
        var body = BodyPublishers.ofString(CSV);

        var apiResponse = apiClient.send("POST", "/v1/requests", body, "Content-Type", type);

        assertThat(apiResponse.status()).isEqualTo(202);
    }

    @Test
    void acceptsEveryOptionInAForm() {
        var multipartForm = MultipartForm.of(CSV)
                .field("quality", "80")
                .field("max_width", "0")
                .field("max_height", "640")
                .field("format", "avif")
                .field("cache", "none")
                .field("layout", "custom")
                .field("image_column", "Input Image URLs")
                .field("image_column", "Product Name")
                .field("id_column", "Serial Number")
                .field("name_column", "Product Name")
                .field("base_url", "https://shop.example/media")
                .field("failed", "blank")
                .field("keep_columns", "true")
                .field("sheet", "Products")
                .field("webhook_url", "https://shop.example.com/hook")
                .field("webhook_secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        var status = statusOf(apiClient.postForm("/v1/requests", multipartForm));

        assertThat(status.json().at("/options").toString())
                .isEqualTo("{\"quality\":80,\"max_width\":0,\"max_height\":640,\"format\":\"avif\",\"cache\":\"none\","
                        + "\"layout\":\"custom\",\"image_columns\":[\"Input Image URLs\",\"Product Name\"],"
                        + "\"id_column\":\"Serial Number\",\"name_column\":\"Product Name\","
                        + "\"base_url\":\"https://shop.example/media\",\"failed\":\"blank\","
                        + "\"keep_columns\":true,\"sheet\":null}");
        assertThat(status.field("/webhook/url")).isEqualTo("https://shop.example.com/hook");
        assertThat(status.text()).doesNotContain("whsec_");
    }

    @Test
    void usesDefaultsForEmptyFormFields() {
        var multipartForm = MultipartForm.of(CSV).field("quality", "").field("webhook_url", " ");

        var status = statusOf(apiClient.postForm("/v1/requests", multipartForm));

        assertThat(status.field("/options/quality")).isEqualTo("50");
        assertThat(status.field("/options/cache")).isEqualTo("use");
        assertThat(status.json().at("/webhook").isNull()).isTrue();
    }

    @Test
    void acceptsAFileSentAsAField() {
        var multipartForm = MultipartForm.empty().field("file", CSV);

        assertThat(apiClient.postForm("/v1/requests", multipartForm).status()).isEqualTo(202);
    }

    /// As `curl -F 'file=<products.csv'` sends it. Tomcat would keep it in memory, and refuse more than 64 KiB.
    @ParameterizedTest
    @ValueSource(ints = {60, 1_100})
    void acceptsALargeFileSentAsAField(int rows) {
        var csv = new StringBuilder(CSV);
        for (var i = 2; i <= rows; i++)
            csv.append(i).append(",Lamp ").append("x".repeat(40)).append(",http://127.0.0.1:1/a.jpg\r\n");
        var multipartForm = MultipartForm.empty()
                .field("quality", "40")
                .field("file", csv.toString())
                .field("format", "png");

        var response = apiClient.postForm("/v1/requests", multipartForm);

        assertThat(response.status()).isEqualTo(202);
        assertThat(statusOf(response).field("/options/quality")).isEqualTo("40");
        assertThat(statusOf(response).field("/options/format")).isEqualTo("png");
    }

    @Test
    void reportsWarningsAboutACsv() {
        var csv =
                "Serial Number,Product Name,Input Image URLs,Colour\r\n1,Chair,\"http://a.test/1.jpg,ftp://x\",red\r\n";

        var apiResponse = apiClient.postCsv("/v1/requests", csv);

        assertThat(apiResponse.json().at("/warning_count").asInt()).isEqualTo(2);
        assertThat(apiResponse.field("/warnings/0/code")).isEqualTo("ignored_column");
        assertThat(apiResponse.field("/warnings/1/code")).isEqualTo("invalid_url");
    }

    @Test
    void returnsTheFirstRequestForARepeatedIdempotencyKey() {
        var first = apiClient.postCsv("/v1/requests", CSV, "Idempotency-Key", "monday");

        var second = apiClient.postCsv("/v1/requests", CSV, "Idempotency-Key", "monday");

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.field("/request_id")).isEqualTo(first.field("/request_id"));
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    }

    @Test
    void createsOneRequestForConcurrentPostsWithTheSameKey() throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var posts = Collections.nCopies(8, (Callable<ApiResponse>)
                    () -> apiClient.postCsv("/v1/requests", CSV, "Idempotency-Key", "sunday"));

            var responses =
                    clients.invokeAll(posts).stream().map(Future::resultNow).toList();

            assertThat(responses.stream()
                            .map(apiResponse -> apiResponse.field("/request_id"))
                            .distinct())
                    .hasSize(1);
            assertThat(responses.stream().filter(apiResponse -> apiResponse.status() == 202))
                    .hasSize(1);
            assertThat(responses.stream().filter(apiResponse -> apiResponse.status() == 200))
                    .hasSize(7);
        }
    }

    @Test
    void rejectsAnIdempotencyKeyReusedForAnotherUpload() {
        apiClient.postCsv("/v1/requests", CSV, "Idempotency-Key", "tuesday");

        var otherFile =
                apiClient.postCsv("/v1/requests", CSV + "2,Lamp,http://a.test/2.jpg\r\n", "Idempotency-Key", "tuesday");
        var otherOption = apiClient.postCsv("/v1/requests?quality=51", CSV, "Idempotency-Key", "tuesday");

        assertThat(otherFile.statusAndCode()).isEqualTo("422 idempotency_key_reused");
        assertThat(otherOption.statusAndCode()).isEqualTo("422 idempotency_key_reused");
    }

    @Test
    void keepsTheUploadWithoutItsFormParts() {
        var path = apiClient.submit(HEADER + "1,%s,http://a.test/1.jpg\r\n".formatted("Chair ".repeat(5_000)));

        apiClient.awaitEnd(path);

        assertThat(server.uploads())
                .contains(
                        server.folder().resolve("uploads").resolve(path.substring(path.lastIndexOf('/') + 1) + ".csv"))
                .allMatch(file -> file.getFileName().toString().endsWith(".csv"));
    }

    private ApiResponse statusOf(ApiResponse accepted) {
        return apiClient.get("/v1/requests/" + accepted.field("/request_id"));
    }
}
