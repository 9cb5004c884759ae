package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.CSV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ApiKeyFixture;
import dev.halftone.app.ServerFixture;
import dev.halftone.app.security.ApiKey;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import dev.halftone.testkit.api.MultipartForm;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that requires API keys.
class AuthInterceptorTest {
    @TempDir
    private static Path folder;

    private static ApiKeyFixture keys;
    private static ApiKey shopKey;
    private static ApiKey millKey;
    private static ServerFixture server;
    private static ApiClient apiClient;

    @BeforeAll
    static void open() {
        keys = ApiKeyFixture.in(folder);
        shopKey = keys.create("shop");
        millKey = keys.create("mill");
        server = ServerFixture.start(keys.file());
        apiClient = server.client();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /v1/requests",
        "POST,   /v1/requests",
        "GET,    /v1/requests/00000000000000000000000000000000",
        "GET,    /v1/requests/00000000000000000000000000000000/products",
        "GET,    /v1/requests/00000000000000000000000000000000/output.csv",
        "GET,    /v1/requests/00000000000000000000000000000000/events",
        "POST,   /v1/requests/00000000000000000000000000000000/cancel",
        "POST,   /v1/requests/00000000000000000000000000000000/retry",
        "DELETE, /v1/requests/00000000000000000000000000000000",
        "GET,    /v1/requests/00000000000000000000000000000000/webhook-deliveries",
        "POST,   /v1/requests/00000000000000000000000000000000/webhook-deliveries",
        "POST,   /upload_csv",
        "GET,    /request_status/00000000000000000000000000000000"
    })
    void requiresAKeyForEveryApiRequest(String method, String path) {
        var form = path.endsWith("requests") || path.endsWith("csv") ? MultipartForm.MEDIA_TYPE : "text/plain";

        var apiResponse = apiClient.send(method, path, BodyPublishers.noBody(), "Content-Type", form);

        assertThat(apiResponse.statusAndCode()).isEqualTo("401 unauthorized");
        assertThat(apiResponse.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%761/requests",
                "//v1/requests",
                "/v1//requests",
                "/v1/./requests",
                "/x/../v1/requests",
                "/v1;x=1/requests",
                "/v1/requests;x=1",
                "/V1/requests",
                "/v1/requests/",
                "/v1%2Frequests",
                "/health/live/../../v1/requests"
            })
    void requiresAKeyHoweverThePathIsSpelled(String path) {
        var response = server.rawClient().get(path);

        assertThat(response).doesNotContain("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/health/live", "/health/ready", "/metrics", "/openapi.yaml", "/page/start.js", "/session"})
    void servesPublicPathsWithoutAKey(String path) {
        assertThat(apiClient.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "Bearer htk_0", "Basic aHRrOng=", "", "bearer", "Bearer htk_0, Bearer htk_1"})
    void rejectsInvalidAuthorization(String authorization) {
        assertThat(apiClient.get("/v1/requests", "Authorization", authorization).statusAndCode())
                .isEqualTo("401 unauthorized");
    }

    @Test
    void hidesRequestsFromOtherOwners() {
        var path = submit(shopKey);

        assertThat(get(shopKey, path).status()).isEqualTo(200);
        assertThat(get(millKey, path).statusAndCode()).isEqualTo("404 not_found");
        assertThat(get(millKey, path + "/products").statusAndCode()).isEqualTo("404 not_found");
        assertThat(get(millKey, path + "/output.csv").statusAndCode()).isEqualTo("404 not_found");
        assertThat(get(millKey, path + "/events").statusAndCode()).isEqualTo("404 not_found");
        assertThat(get(millKey, path + "/webhook-deliveries").statusAndCode()).isEqualTo("404 not_found");
        assertThat(get(millKey, path.replace("/v1/requests", "/request_status")).statusAndCode())
                .isEqualTo("404 not_found");
        assertThat(apiClient.post(path + "/cancel", bearer(millKey)).statusAndCode())
                .isEqualTo("404 not_found");
        assertThat(apiClient.post(path + "/retry", bearer(millKey)).statusAndCode())
                .isEqualTo("404 not_found");
        assertThat(apiClient
                        .send("DELETE", path, BodyPublishers.noBody(), bearer(millKey))
                        .statusAndCode())
                .isEqualTo("404 not_found");
        assertThat(get(shopKey, path).status()).isEqualTo(200);
    }

    @Test
    void listsOnlyRequestsOfTheOwner() {
        var path = submit(shopKey);

        assertThat(get(shopKey, "/v1/requests").text()).contains(path);
        assertThat(get(millKey, "/v1/requests").text()).doesNotContain(path);
    }

    @Test
    void scopesIdempotencyKeysToTheOwner() {
        var first = apiClient.postCsv("/v1/requests", CSV, with(shopKey, "Idempotency-Key", "monday"));
        var again = apiClient.postCsv("/v1/requests", CSV, with(shopKey, "Idempotency-Key", "monday"));
        var other = apiClient.postCsv("/v1/requests", CSV, with(millKey, "Idempotency-Key", "monday"));

        assertThat(again.field("/request_id")).isEqualTo(first.field("/request_id"));
        assertThat(other.status()).isEqualTo(202);
        assertThat(other.field("/request_id")).isNotEqualTo(first.field("/request_id"));
    }

    @Test
    void rejectsARevokedKeyOnTheNextRequest() throws IOException {
        var tempKey = keys.create("temp");
        assertThat(get(tempKey, "/v1/requests").status()).isEqualTo(200);

        keys.revoke("temp");

        assertThat(get(tempKey, "/v1/requests").statusAndCode()).isEqualTo("401 unauthorized");
        assertThat(get(shopKey, "/v1/requests").status()).isEqualTo(200);
    }

    @Test
    void neverRepeatsTheKey() {
        var apiResponse = get(new ApiKey("htk_ThisIsNotAKeyButASecret"), "/v1/requests");

        assertThat(apiResponse.text()).doesNotContain("ThisIsNotAKey");
    }

    private static String submit(ApiKey key) {
        var apiResponse = apiClient.postCsv("/v1/requests", CSV, bearer(key));
        assertThat(apiResponse.status()).isEqualTo(202);
        return "/v1/requests/" + apiResponse.field("/request_id");
    }

    private static ApiResponse get(ApiKey key, String path) {
        return apiClient.get(path, bearer(key));
    }

    private static String[] bearer(ApiKey key) {
        return new String[] {"Authorization", "Bearer " + key.text()};
    }

    private static String[] with(ApiKey key, String name, String value) {
        return new String[] {"Authorization", "Bearer " + key.text(), name, value};
    }
}
