package dev.halftone.app.access;

import static dev.halftone.app.LiveServer.CSV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Answer;
import dev.halftone.app.Caller;
import dev.halftone.app.Form;
import dev.halftone.app.LiveServer;
import dev.halftone.app.security.ApiKey;
import dev.halftone.app.security.Keys;
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

/// A server that wants keys.
class AccessTest {
    @TempDir
    private static Path folder;

    private static Keys keys;
    private static ApiKey shop;
    private static ApiKey mill;
    private static LiveServer server;
    private static Caller caller;

    @BeforeAll
    static void open() {
        keys = Keys.in(folder);
        shop = keys.handTo("shop");
        mill = keys.handTo("mill");
        server = LiveServer.start(keys.file());
        caller = server.caller();
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
    void wantsAKeyForEveryCall(String method, String path) {
        var form = path.endsWith("requests") || path.endsWith("csv") ? Form.MEDIA_TYPE : "text/plain";

        var answer = caller.call(method, path, BodyPublishers.noBody(), "Content-Type", form);

        assertThat(answer.outcome()).isEqualTo("401 unauthorized");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
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
    void isNotToBeGotRoundByAnySpelling(String path) {
        var answer = server.socket().get(path);

        assertThat(answer).doesNotContain("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/health/live", "/health/ready", "/metrics", "/openapi.yaml", "/page/start.js", "/session"})
    void showsEverybodyWhatTellsNothingOfAnybody(String path) {
        assertThat(caller.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "Bearer htk_0", "Basic aHRrOng=", "", "bearer", "Bearer htk_0, Bearer htk_1"})
    void refusesWhatIsNoKey(String authorization) {
        assertThat(caller.get("/v1/requests", "Authorization", authorization).outcome())
                .isEqualTo("401 unauthorized");
    }

    @Test
    void keepsOwnersApart() {
        var path = submit(shop);

        assertThat(get(shop, path).status()).isEqualTo(200);
        assertThat(get(mill, path).outcome()).isEqualTo("404 not_found");
        assertThat(get(mill, path + "/products").outcome()).isEqualTo("404 not_found");
        assertThat(get(mill, path + "/output.csv").outcome()).isEqualTo("404 not_found");
        assertThat(get(mill, path + "/events").outcome()).isEqualTo("404 not_found");
        assertThat(get(mill, path + "/webhook-deliveries").outcome()).isEqualTo("404 not_found");
        assertThat(get(mill, path.replace("/v1/requests", "/request_status")).outcome())
                .isEqualTo("404 not_found");
        assertThat(caller.post(path + "/cancel", bearer(mill)).outcome()).isEqualTo("404 not_found");
        assertThat(caller.post(path + "/retry", bearer(mill)).outcome()).isEqualTo("404 not_found");
        assertThat(caller.call("DELETE", path, BodyPublishers.noBody(), bearer(mill))
                        .outcome())
                .isEqualTo("404 not_found");
        assertThat(get(shop, path).status()).isEqualTo(200);
    }

    @Test
    void listsOnlyTheOwnersRequests() {
        var path = submit(shop);

        assertThat(get(shop, "/v1/requests").text()).contains(path);
        assertThat(get(mill, "/v1/requests").text()).doesNotContain(path);
    }

    @Test
    void givesEachOwnerIdempotencyKeysOfTheirOwn() {
        var first = caller.postCsv("/v1/requests", CSV, with(shop, "Idempotency-Key", "monday"));
        var again = caller.postCsv("/v1/requests", CSV, with(shop, "Idempotency-Key", "monday"));
        var other = caller.postCsv("/v1/requests", CSV, with(mill, "Idempotency-Key", "monday"));

        assertThat(again.at("/request_id")).isEqualTo(first.at("/request_id"));
        assertThat(other.status()).isEqualTo(202);
        assertThat(other.at("/request_id")).isNotEqualTo(first.at("/request_id"));
    }

    @Test
    void refusesARevokedKeyFromTheNextCallOn() throws IOException {
        var temp = keys.handTo("temp");
        assertThat(get(temp, "/v1/requests").status()).isEqualTo(200);

        keys.revoke("temp");

        assertThat(get(temp, "/v1/requests").outcome()).isEqualTo("401 unauthorized");
        assertThat(get(shop, "/v1/requests").status()).isEqualTo(200);
    }

    @Test
    void neverRepeatsAKey() {
        var answer = get(new ApiKey("htk_ThisIsNotAKeyButASecret"), "/v1/requests");

        assertThat(answer.text()).doesNotContain("ThisIsNotAKey");
    }

    private static String submit(ApiKey key) {
        var answer = caller.postCsv("/v1/requests", CSV, bearer(key));
        assertThat(answer.status()).isEqualTo(202);
        return "/v1/requests/" + answer.at("/request_id");
    }

    private static Answer get(ApiKey key, String path) {
        return caller.get(path, bearer(key));
    }

    private static String[] bearer(ApiKey key) {
        return new String[] {"Authorization", "Bearer " + key.text()};
    }

    private static String[] with(ApiKey key, String name, String value) {
        return new String[] {"Authorization", "Bearer " + key.text(), name, value};
    }
}
