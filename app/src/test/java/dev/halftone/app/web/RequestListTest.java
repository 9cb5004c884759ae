package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.CSV;
import static dev.halftone.app.ServerFixture.HEADER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import dev.halftone.testkit.api.MultipartForm;
import dev.halftone.testkit.api.OpenApiDescription;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Finding requests in the list, and parameters that a call does not have.
class RequestListTest {
    private final ServerFixture server = ServerFixture.start();
    private final ApiClient apiClient = server.client();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void findsRequestsByReferenceExactly() {
        var may = submit("May", "a.csv");
        submit("may", "b.csv");
        submit("May 2", "May");

        assertThat(find("reference=May")).containsExactly(may);
        assertThat(find("reference=M%25")).isEmpty();
    }

    @Test
    void findsTextInReferenceAndFileName() {
        var sale = submit("50% SALE", "möbel_1.csv");
        var other = submit("Übersicht", "Mobel-1.csv");

        assertThat(find("search=mÖBEL_1")).containsExactly(sale);
        assertThat(find("search=50%25")).containsExactly(sale);
        assertThat(find("search=ÜBERS")).containsExactly(other);
        assertThat(find("search=_")).containsExactly(sale);
        assertThat(find("search=1.csv")).containsExactly(other, sale);
        assertThat(find("search=%25.csv")).isEmpty();
    }

    @Test
    void findsRequestsByStatus() {
        var completed = submit("done", "a.csv");
        apiClient.awaitEnd("/v1/requests/" + completed);

        assertThat(find("status=completed")).containsExactly(completed);
        assertThat(find("status=completed,cancelled")).containsExactly(completed);
        assertThat(find("status=queued,processing")).isEmpty();
        assertThat(find("status=completed&reference=done&search=A.CSV")).containsExactly(completed);
        assertThat(find("status=queued&reference=done")).isEmpty();
    }

    @Test
    void continuesASearchAfterAPage() {
        var submitted = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            submitted.add(submit("found " + i, "a.csv"));
            submit("other", "b.csv");
        }

        var listed = new ArrayList<String>();
        var page = apiClient.get("/v1/requests?search=FOUND&limit=2");
        listed.addAll(ids(page));
        while (!page.json().at("/next_cursor").isNull()) {
            page = apiClient.get("/v1/requests?search=FOUND&limit=2&cursor=" + page.field("/next_cursor"));
            listed.addAll(ids(page));
        }

        assertThat(listed).isEqualTo(submitted.reversed());
    }

    @ParameterizedTest
    @CsvSource({
        "status=done",
        "status=COMPLETED",
        "'status=completed,'",
        "search=a%0Ab",
        "reference=%1B",
        "limit=1&limit=2"
    })
    void refusesInvalidFilters(String query) {
        var apiResponse = apiClient.get("/v1/requests?" + query);

        assertThat(apiResponse.statusAndCode()).isEqualTo("422 invalid_option");
        assertThat(apiResponse.field("/field")).isEqualTo(query.split("=", 2)[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"search", "reference"})
    void refusesFiltersOfMoreThan200Characters(String field) {
        assertThat(apiClient
                        .get("/v1/requests?" + field + "=" + "x".repeat(200))
                        .status())
                .isEqualTo(200);
        assertThat(apiClient
                        .get("/v1/requests?" + field + "=" + "x".repeat(201))
                        .statusAndCode())
                .isEqualTo("422 invalid_option");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown=1", "unknown", "unknown=", "%75nknown=1", "&unknown=a&unknown=b"})
    void refusesUnknownParametersInEveryCall(String query) {
        var id = submit("May", "a.csv");
        var token = share(id);

        for (var call : calls()) {
            var method = call.split(" ", 2)[0];
            var path = call.split(" ", 2)[1].replace("{id}", id).replace("{token}", token);
            var takesJson = path.equals("/v1/webhook-test");
            var body =
                    method.equals("POST") ? BodyPublishers.ofString(takesJson ? "{}" : CSV) : BodyPublishers.noBody();
            var type = takesJson ? "application/json" : "text/csv";
            var response = apiClient.send(method, path + "?" + query, body, "Content-Type", type);

            assertThat(response.statusAndCode()).as(call).isEqualTo("422 invalid_option");
            assertThat(response.field("/field")).as(call).isEqualTo("unknown");
        }
    }

    /// A blank value counts as absent.
    @Test
    void acceptsTheDescribedParametersInEveryCall() {
        var id = submit("May", "a.csv");
        var token = share(id);
        var paths = new OpenApiDescription().document().path("paths");

        for (var call : calls().stream().filter(call -> call.startsWith("GET ")).toList()) {
            var path = call.substring("GET ".length());
            var query = paths.path(path)
                    .at("/get/parameters")
                    .valueStream()
                    .map(OpenApiDescription::resolve)
                    .filter(parameter -> parameter.path("in").asString().equals("query"))
                    .map(parameter -> parameter.path("name").asString() + "=")
                    .collect(Collectors.joining("&"));

            assertThat(apiClient
                            .get(path.replace("{id}", id).replace("{token}", token) + "?" + query)
                            .statusAndCode())
                    .as(call + "?" + query)
                    .isNotEqualTo("422 invalid_option");
        }
    }

    /// Every call below `/v1`, as `GET /v1/requests`.
    private static List<String> calls() {
        return new OpenApiDescription()
                .document().path("paths").properties().stream()
                        .filter(path -> path.getKey().startsWith("/v1/"))
                        .flatMap(path -> Stream.of("get", "post", "delete")
                                .filter(path.getValue()::has)
                                .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                        .toList();
    }

    @Test
    void ignoresUnknownParametersOfTheFirstCalls() {
        var uploaded = apiClient.postForm("/upload_csv?unknown=1", MultipartForm.of(CSV));

        assertThat(uploaded.status()).isEqualTo(202);
        assertThat(apiClient
                        .get("/request_status/" + uploaded.field("/request_id") + "?unknown=1")
                        .status())
                .isEqualTo(200);
    }

    /// Shares a request, and returns its token.
    private String share(String id) {
        return apiClient.post("/v1/requests/" + id + "/share").field("/url").replaceFirst(".*/", "");
    }

    private String submit(String reference, String filename) {
        var form = MultipartForm.empty()
                .fileWith("file", "filename=\"" + filename + "\"", HEADER + "1,Chair,http://a.test/1.jpg\r\n")
                .field("reference", reference);
        return apiClient.postForm("/v1/requests", form).field("/request_id");
    }

    /// @param query non-ASCII letters in it are escaped
    private List<String> find(String query) {
        var escaped = new StringBuilder();
        query.codePoints()
                .forEach(c -> escaped.append(
                        c < 128 ? Character.toString(c) : URLEncoder.encode(Character.toString(c), UTF_8)));
        return ids(apiClient.get("/v1/requests?" + escaped));
    }

    private static List<String> ids(ApiResponse page) {
        return page.json()
                .at("/items")
                .valueStream()
                .map(item -> item.path("request_id").asString())
                .toList();
    }
}
