package dev.halftone.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Answer;
import dev.halftone.app.Caller;
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
import org.junit.jupiter.params.provider.ValueSource;

/// The page's session on a server that wants keys.
class SessionTest {
    @TempDir
    private static Path folder;

    private static Keys keys;
    private static ApiKey shop;
    private static LiveServer server;
    private static Caller caller;

    @BeforeAll
    static void open() {
        keys = Keys.in(folder);
        shop = keys.handTo("shop");
        server = LiveServer.start(keys.file());
        caller = server.caller();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void takesAKeyOnceAndACookieFromThenOn() {
        var cookie = cookie(begin(shop));

        assertThat(caller.get("/v1/requests", "Cookie", cookie).status()).isEqualTo(200);
        assertThat(caller.get("/session", "Cookie", cookie).at("/name")).isEqualTo("shop");
    }

    @Test
    void givesACookieThatNoScriptReadsAndNoOtherSiteSends() {
        var header = begin(shop).header("Set-Cookie");

        assertThat(header).contains("; HttpOnly").contains("; SameSite=Strict").contains("; Path=/;");
        assertThat(header).doesNotContain(shop.text());
    }

    @Test
    void givesACookieOfTlsToWhomeverComesByTls() {
        var answer = caller.call(
                "POST",
                "/session",
                BodyPublishers.ofString(opening(shop)),
                "Content-Type",
                "application/json",
                "X-Forwarded-Proto",
                "https");

        assertThat(answer.header("Set-Cookie")).contains("; Secure");
    }

    @Test
    void refusesAKeyThatIsNone() {
        var answer = begin(new ApiKey("htk_0"));

        assertThat(answer.outcome()).isEqualTo("401 unauthorized");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"htk_0\"", "{\"key\": {}}"})
    void refusesABodyThatSaysNoKey(String body) {
        var answer = caller.call("POST", "/session", BodyPublishers.ofString(body), "Content-Type", "application/json");

        assertThat(answer.status()).isBetween(400, 401);
    }

    @Test
    void refusesACookieThatWasTamperedWith() {
        var cookie = cookie(begin(shop));
        var parts = cookie.split("-", -1);
        var longer = parts[0] + "-" + (Long.parseLong(parts[1]) + 1) + "-" + parts[2];

        assertThat(caller.get("/v1/requests", "Cookie", longer).outcome()).isEqualTo("401 unauthorized");
        assertThat(caller.get("/v1/requests", "Cookie", "halftone_session=x").outcome())
                .isEqualTo("401 unauthorized");
    }

    @Test
    void endsWithItsKey() throws IOException {
        var cookie = cookie(begin(keys.handTo("temp")));
        assertThat(caller.get("/v1/requests", "Cookie", cookie).status()).isEqualTo(200);

        keys.revoke("temp");

        assertThat(caller.get("/v1/requests", "Cookie", cookie).outcome()).isEqualTo("401 unauthorized");
    }

    @Test
    void endsWhenThePersonLeaves() {
        var answer = caller.delete("/session");

        assertThat(answer.header("Set-Cookie")).contains("halftone_session=;").contains("Max-Age=0");
    }

    @Test
    void saysWhetherKeysAreWanted() {
        var session = caller.get("/session");

        assertThat(session.json().at("/keys_wanted").asBoolean()).isTrue();
        assertThat(session.json().at("/name").isNull()).isTrue();
    }

    private static Answer begin(ApiKey key) {
        return caller.call(
                "POST", "/session", BodyPublishers.ofString(opening(key)), "Content-Type", "application/json");
    }

    private static String opening(ApiKey key) {
        return "{\"key\": \"" + key.text() + "\"}";
    }

    private static String cookie(Answer answer) {
        return answer.header("Set-Cookie").split(";", 2)[0];
    }
}
