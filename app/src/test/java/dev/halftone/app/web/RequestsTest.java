package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.CSV;
import static dev.halftone.app.ServerFixture.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Listing, reading, cancelling, retrying and deleting requests.
class RequestsTest {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final ServerFixture server = ServerFixture.start();
    private final ApiClient apiClient = server.client();

    @AfterEach
    void stop() {
        gate.countDown();
        server.close();
    }

    @Test
    void reportsTheStatusOfACompletedRequest() {
        var path = apiClient.submit(HEADER + "1,Chair,\"http://a.test/1.jpg,http://a.test/missing.jpg\"\r\n");

        apiClient.awaitEnd(path);
        var status = apiClient.get(path);

        assertThat(status.field("/status")).isEqualTo("completed");
        assertThat(status.json().at("/rows").toString()).isEqualTo("{\"total\":1,\"done\":1}");
        assertThat(status.json().at("/images").toString())
                .isEqualTo("{\"total\":2,\"done\":2,\"succeeded\":1,\"failed\":1,\"reused\":0,\"handed_over\":0}");
        assertThat(status.json().at("/eta_seconds").asInt()).isZero();
    }

    @Test
    void letsOnlyTheClientKeepAResponseAndAskBeforeEachUse() {
        assertThat(apiClient.get(apiClient.submit(CSV)).header("Cache-Control")).isEqualTo("private, no-cache");
    }

    @Test
    void listsRequestsNewestFirstInPages() {
        var submitted = new ArrayList<String>();
        for (var i = 0; i < 5; i++) submitted.add(apiClient.submit(CSV));

        var listed = new ArrayList<String>();
        var page = apiClient.get("/v1/requests?limit=2");
        listed.addAll(ids(page));
        while (!page.json().at("/next_cursor").isNull()) {
            page = apiClient.get("/v1/requests?limit=2&cursor=" + page.field("/next_cursor"));
            listed.addAll(ids(page));
        }

        assertThat(listed).isEqualTo(submitted.reversed());
    }

    @Test
    void hasNoCursorWhenTheLastPageIsFull() {
        apiClient.submit(CSV);
        apiClient.submit(CSV);

        assertThat(apiClient
                        .get("/v1/requests?limit=2")
                        .json()
                        .at("/next_cursor")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "limit=ten", "cursor=!", "cursor=AAAA", "cursor=__________8"})
    void rejectsInvalidPaging(String query) {
        var apiResponse = apiClient.get("/v1/requests?" + query);

        assertThat(apiResponse.statusAndCode()).isEqualTo("422 invalid_option");
        assertThat(apiResponse.field("/field")).isEqualTo(query.split("=", 2)[0]);
    }

    @Test
    void cancelsARunningRequest() {
        server.imageService().holdUntil(gate);
        var path = apiClient.submit(HEADER + rows(201));

        var cancelled = apiClient.post(path + "/cancel");
        gate.countDown();
        apiClient.awaitEnd(path);

        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(cancelled.field("/status")).isEqualTo("cancelled");
        assertThat(apiClient.get(path).field("/status")).isEqualTo("cancelled");
        assertThat(apiClient.get(path).json().at("/images/done").asInt()).isEqualTo(201);
    }

    @Test
    void rejectsCancellingAnEndedRequest() {
        var path = apiClient.submit(CSV);
        apiClient.awaitEnd(path);

        assertThat(apiClient.post(path + "/cancel").statusAndCode()).isEqualTo("409 already_ended");
        assertThat(apiClient.get(path).field("/status")).isEqualTo("completed");
    }

    @Test
    void retriesFailedImages() {
        var path = apiClient.submit(HEADER + "1,Chair,http://a.test/missing.jpg\r\n");
        apiClient.awaitEnd(path);
        server.imageService().addImage("http://a.test/missing.jpg");

        var retried = apiClient.post(path + "/retry");
        apiClient.awaitEnd(path);

        assertThat(retried.status()).isEqualTo(202);
        assertThat(apiClient.get(path).json().at("/images/succeeded").asInt()).isEqualTo(1);
        assertThat(apiClient.get(path + "/output.csv").text()).contains("/processed_images/");
    }

    @Test
    void rejectsARetryWhenNothingFailed() {
        var path = apiClient.submit(CSV);
        apiClient.awaitEnd(path);

        assertThat(apiClient.post(path + "/retry").statusAndCode()).isEqualTo("409 nothing_to_retry");
    }

    @Test
    void deletesARequestWithItsImages() {
        var path = apiClient.submit(CSV);
        apiClient.awaitEnd(path);
        var image = apiClient.get(path + "/products").field("/items/0/images/0/output_url");

        var deleted = apiClient.delete(path);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(apiClient.get(path).statusAndCode()).isEqualTo("404 not_found");
        assertThat(apiClient.get("/v1/requests").json().at("/items").size()).isZero();
        assertThat(apiClient.delete(path).statusAndCode()).isEqualTo("404 not_found");
        awaitDeletion(image.substring(ServerFixture.PUBLIC_URL.length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000000000000000000000000000",
                "0000000000000000000000000000000",
                "0000000000000000000000000000000G",
                "nonsense",
                "%F0%9F%92%A9",
                "a;b=c"
            })
    void respondsWith404ForUnknownRequestIds(String id) {
        assertThat(apiClient.get("/v1/requests/" + id).statusAndCode()).isEqualTo("404 not_found");
        assertThat(apiClient.get("/v1/requests/" + id + "/products").statusAndCode())
                .isEqualTo("404 not_found");
        assertThat(apiClient.post("/v1/requests/" + id + "/cancel").statusAndCode())
                .isEqualTo("404 not_found");
    }

    private static List<String> ids(ApiResponse page) {
        return page.json()
                .at("/items")
                .valueStream()
                .map(item -> "/v1/requests/" + item.path("request_id").asString())
                .toList();
    }

    private static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj("9,Lamp,http://a.test/%d.png\r\n"::formatted)
                .collect(Collectors.joining());
    }

    /// A background task deletes the files shortly after their request.
    private void awaitDeletion(String image) {
        Await.until(() -> apiClient.get(image), response -> response.status() == 404);
    }
}
