package dev.halftone.app.web;

import static dev.halftone.app.LiveServer.CSV;
import static dev.halftone.app.LiveServer.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Answer;
import dev.halftone.app.Caller;
import dev.halftone.app.LiveServer;
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
    private final LiveServer server = LiveServer.start();
    private final Caller caller = server.caller();

    @AfterEach
    void stop() {
        doors.countDown();
        server.close();
    }

    @Test
    void tellsHowARequestStandsAtItsEnd() {
        var path = caller.submit(HEADER + "1,Chair,\"http://a.test/1.jpg,http://a.test/missing.jpg\"\r\n");

        caller.awaitEnd(path);
        var status = caller.get(path);

        assertThat(status.at("/status")).isEqualTo("completed");
        assertThat(status.json().at("/rows").toString()).isEqualTo("{\"total\":1,\"done\":1}");
        assertThat(status.json().at("/images").toString())
                .isEqualTo("{\"total\":2,\"done\":2,\"succeeded\":1,\"failed\":1,\"reused\":0}");
        assertThat(status.json().at("/eta_seconds").asInt()).isZero();
    }

    @Test
    void keepsNoAnswerInAnyCache() {
        assertThat(caller.get(caller.submit(CSV)).header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void listsRequestsNewestFirstPageByPage() {
        var submitted = new ArrayList<String>();
        for (var i = 0; i < 5; i++) submitted.add(caller.submit(CSV));

        var listed = new ArrayList<String>();
        var page = caller.get("/v1/requests?limit=2");
        listed.addAll(ids(page));
        while (!page.json().at("/next_cursor").isNull()) {
            page = caller.get("/v1/requests?limit=2&cursor=" + page.at("/next_cursor"));
            listed.addAll(ids(page));
        }

        assertThat(listed).isEqualTo(submitted.reversed());
    }

    @Test
    void endsAListWithoutACursorWhenItFillsItsPage() {
        caller.submit(CSV);
        caller.submit(CSV);

        assertThat(caller.get("/v1/requests?limit=2").json().at("/next_cursor").isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "limit=ten", "cursor=!", "cursor=AAAA", "cursor=__________8"})
    void refusesAPageThatCannotBe(String query) {
        var answer = caller.get("/v1/requests?" + query);

        assertThat(answer.outcome()).isEqualTo("422 invalid_option");
        assertThat(answer.at("/field")).isEqualTo(query.split("=", 2)[0]);
    }

    @Test
    void cancelsWhatHasNotEnded() {
        server.studio().waitsFor(doors);
        var path = caller.submit(HEADER + manyRows(201));

        var cancelled = caller.post(path + "/cancel");
        doors.countDown();
        caller.awaitEnd(path);

        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(cancelled.at("/status")).isEqualTo("cancelled");
        assertThat(caller.get(path).at("/status")).isEqualTo("cancelled");
        assertThat(caller.get(path).json().at("/images/done").asInt()).isEqualTo(201);
    }

    @Test
    void cancelsNothingThatHasEnded() {
        var path = caller.submit(CSV);
        caller.awaitEnd(path);

        assertThat(caller.post(path + "/cancel").outcome()).isEqualTo("409 already_ended");
        assertThat(caller.get(path).at("/status")).isEqualTo("completed");
    }

    @Test
    void triesFailedImagesAgain() {
        var path = caller.submit(HEADER + "1,Chair,http://a.test/missing.jpg\r\n");
        caller.awaitEnd(path);
        server.studio().finds("http://a.test/missing.jpg");

        var retried = caller.post(path + "/retry");
        caller.awaitEnd(path);

        assertThat(retried.status()).isEqualTo(202);
        assertThat(caller.get(path).json().at("/images/succeeded").asInt()).isEqualTo(1);
        assertThat(caller.get(path + "/output.csv").text()).contains("/processed_images/");
    }

    @Test
    void triesNothingAgainWhereNothingFailed() {
        var path = caller.submit(CSV);
        caller.awaitEnd(path);

        assertThat(caller.post(path + "/retry").outcome()).isEqualTo("409 nothing_to_retry");
    }

    @Test
    void deletesARequestWithEverythingOfIt() {
        var path = caller.submit(CSV);
        caller.awaitEnd(path);
        var image = caller.get(path + "/products").at("/items/0/images/0/output_url");

        var deleted = caller.delete(path);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(caller.get(path).outcome()).isEqualTo("404 not_found");
        assertThat(caller.get("/v1/requests").json().at("/items").size()).isZero();
        assertThat(caller.delete(path).outcome()).isEqualTo("404 not_found");
        awaitGone(image.substring(LiveServer.PUBLIC_URL.length()));
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
        assertThat(caller.get("/v1/requests/" + id).outcome()).isEqualTo("404 not_found");
        assertThat(caller.get("/v1/requests/" + id + "/products").outcome()).isEqualTo("404 not_found");
        assertThat(caller.post("/v1/requests/" + id + "/cancel").outcome()).isEqualTo("404 not_found");
    }

    private static List<String> ids(Answer page) {
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
        while (caller.get(image).status() != 404) {
            assertThat(System.nanoTime()).as("the image is still there").isLessThan(deadline);
        }
    }
}
