package dev.halftone.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every error response is a problem document (RFC 9457).
class ProblemResponsesTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    private final ApiClient apiClient = server.client();

    @Test
    void describesAProblemForProgramsAndPeople() {
        var apiResponse = apiClient.get("/v1/nothing");

        assertThat(apiResponse.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(apiResponse.field("/type")).isEqualTo("urn:halftone:problem:not_found");
        assertThat(apiResponse.field("/title")).isNotBlank();
        assertThat(apiResponse.json().at("/status").asInt()).isEqualTo(404);
        assertThat(apiResponse.field("/detail")).isNotBlank();
        assertThat(apiResponse.field("/code")).isEqualTo("not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void respondsWith404ForUnknownPaths(String method) {
        var apiResponse = apiClient.send(method, "/v1/nothing", BodyPublishers.noBody());

        assertThat(apiResponse.statusAndCode()).isEqualTo("404 not_found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT | /v1/requests | GET, HEAD, POST",
                "DELETE | /v1/requests | GET, HEAD, POST",
                "POST | /v1/requests/00000000000000000000000000000000 | DELETE, GET, HEAD",
                "GET | /v1/requests/00000000000000000000000000000000/cancel | POST",
                "POST | /processed_images/x.jpg | GET, HEAD",
                "GET | /upload_csv | POST",
                "PATCH | / | GET, HEAD",
                "MADE-UP | /v1/requests | GET, HEAD, POST"
            })
    void listsTheAllowedMethodsOfAPath(String method, String path, String allowed) {
        var apiResponse = apiClient.send(method, path, BodyPublishers.noBody());

        assertThat(apiResponse.statusAndCode()).isEqualTo("405 method_not_allowed");
        assertThat(apiResponse.header("Allow")).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/requests", "/health/live", "/openapi.yaml"})
    void rejectsUnacceptableMediaTypes(String path) {
        assertThat(apiClient.get(path, "Accept", "image/png").statusAndCode()).isEqualTo("406 not_acceptable");
    }

    @Test
    void sendsProblemsAsJsonWhateverTheClientAccepts() {
        assertThat(apiClient.get("/v1/nothing", "Accept", "text/csv").statusAndCode())
                .isEqualTo("404 not_found");
    }

    @Test
    void rejectsAnUndecodableQuery() {
        assertThat(server.rawClient().get("/v1/requests?limit=%zz"))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"bad_request\"");
    }

    @Test
    void hidesTheDetailsOfABug() {
        ApiResponse apiResponse;
        try (var ownServer = ServerFixture.start()) {
            ownServer.closeEngine();

            apiResponse = ownServer.client().get("/v1/requests");
        }

        assertThat(apiResponse.statusAndCode()).isEqualTo("500 internal_error");
        assertThat(apiResponse.text())
                .doesNotContain("Exception")
                .doesNotContain("Hikari")
                .doesNotContain("SQL");
    }

    @Test
    void hidesItsServerSoftware() {
        assertThat(apiClient.get("/v1/nothing").response().headers().map())
                .doesNotContainKeys("Server", "X-Powered-By");
        assertThat(server.rawClient().send("GARBAGE\r\n\r\n")).doesNotContainIgnoringCase("tomcat");
    }
}
