package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.CSV;
import static dev.halftone.app.ServerFixture.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What can be asked of a request, and done to it.
class RequestsTest {
    private final CountDownLatch doors = new CountDownLatch(1);
    private final ServerFixture server = ServerFixture.start();
    private final ApiClient apiClient = server.client();

    @AfterEach
    void stop() {
        doors.countDown();
        server.close();
    }

    @Test
    void tellsHowARequestStandsAtItsEnd() {
        var path = apiClient.submit(HEADER + "1,Chair,\"http://a.test/1.jpg,http://a.test/missing.jpg\"\r\n");

        apiClient.awaitEnd(path);
        var status = apiClient.get(path);

        assertThat(status.field("/status")).isEqualTo("completed");
        assertThat(status.json().at("/rows").toString()).isEqualTo("{\"total\":1,\"done\":1}");
        assertThat(status.json().at("/images").toString())
                .isEqualTo("{\"total\":2,\"done\":2,\"succeeded\":1,\"failed\":1,\"reused\":0}");
        assertThat(status.json().at("/eta_seconds").asInt()).isZero();
    }

    @Test
    void keepsNoAnswerInAnyCache() {
        assertThat(apiClient.get(apiClient.submit(CSV)).header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void listsRequestsNewestFirstPageByPage() {
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
    void endsAListWithoutACursorWhenItFillsItsPage() {
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
    void refusesAPageThatCannotBe(String query) {
        var apiResponse = apiClient.get("/v1/requests?" + query);

        assertThat(apiResponse.statusAndCode()).isEqualTo("422 invalid_option");
        assertThat(apiResponse.field("/field")).isEqualTo(query.split("=", 2)[0]);
    }

    @Test
    void cancelsWhatHasNotEnded() {
        server.imageService().holdUntil(doors);
        var path = apiClient.submit(HEADER + manyRows(201));

        var cancelled = apiClient.post(path + "/cancel");
        doors.countDown();
        apiClient.awaitEnd(path);

        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(cancelled.field("/status")).isEqualTo("cancelled");
        assertThat(apiClient.get(path).field("/status")).isEqualTo("cancelled");
        assertThat(apiClient.get(path).json().at("/images/done").asInt()).isEqualTo(201);
    }

    @Test
    void cancelsNothingThatHasEnded() {
        var path = apiClient.submit(CSV);
        apiClient.awaitEnd(path);

        assertThat(apiClient.post(path + "/cancel").statusAndCode()).isEqualTo("409 already_ended");
        assertThat(apiClient.get(path).field("/status")).isEqualTo("completed");
    }

    @Test
    void triesFailedImagesAgain() {
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
    void triesNothingAgainWhereNothingFailed() {
        var path = apiClient.submit(CSV);
        apiClient.awaitEnd(path);

        assertThat(apiClient.post(path + "/retry").statusAndCode()).isEqualTo("409 nothing_to_retry");
    }

    @Test
    void deletesARequestWithEverythingOfIt() {
        var path = apiClient.submit(CSV);
        apiClient.awaitEnd(path);
        var image = apiClient.get(path + "/products").field("/items/0/images/0/output_url");

        var deleted = apiClient.delete(path);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(apiClient.get(path).statusAndCode()).isEqualTo("404 not_found");
        assertThat(apiClient.get("/v1/requests").json().at("/items").size()).isZero();
        assertThat(apiClient.delete(path).statusAndCode()).isEqualTo("404 not_found");
        awaitGone(image.substring(ServerFixture.PUBLIC_URL.length()));
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
    void knowsNoRequestOfAnotherName(String id) {
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

    private static String manyRows(int count) {
        var rows = new StringBuilder();
        for (var row = 0; row < count; row++)
            rows.append("9,Lamp,http://a.test/").append(row).append(".png\r\n");
        return rows.toString();
    }

    /// Files follow their request within moments.
    private void awaitGone(String image) {
        var deadline = System.nanoTime() + 30_000_000_000L;
        while (apiClient.get(image).status() != 404) {
            assertThat(System.nanoTime()).as("the image is still there").isLessThan(deadline);
        }
    }
}
