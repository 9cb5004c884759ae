package dev.halftone.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ApiKeyFixture;
import dev.halftone.app.ServerFixture;
import dev.halftone.app.security.ApiKey;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sign-in sessions of the web page, on a server that requires API keys.
class SessionControllerTest {
    @TempDir
    private static Path folder;

    private static ApiKeyFixture keys;
    private static ApiKey shopKey;
    private static ServerFixture server;
    private static ApiClient apiClient;

    @BeforeAll
    static void open() {
        keys = ApiKeyFixture.in(folder);
        shopKey = keys.create("shop");
        server = ServerFixture.start(keys.file());
        apiClient = server.client();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void acceptsTheCookieInsteadOfTheKey() {
        var cookie = cookie(signIn(shopKey));

        assertThat(apiClient.get("/v1/requests", "Cookie", cookie).status()).isEqualTo(200);
        assertThat(apiClient.get("/session", "Cookie", cookie).field("/name")).isEqualTo("shop");
    }

    @Test
    void setsAnHttpOnlySameSiteCookie() {
        var header = signIn(shopKey).header("Set-Cookie");

        assertThat(header).contains("; HttpOnly").contains("; SameSite=Strict").contains("; Path=/;");
        assertThat(header).doesNotContain(shopKey.text());
    }

    @Test
    void setsASecureCookieOverTls() {
        var apiResponse = apiClient.send(
                "POST",
                "/session",
                BodyPublishers.ofString(signInBody(shopKey)),
                "Content-Type",
                "application/json",
                "X-Forwarded-Proto",
                "https");

        assertThat(apiResponse.header("Set-Cookie")).contains("; Secure");
    }

    @Test
    void rejectsAnUnknownKey() {
        var apiResponse = signIn(new ApiKey("htk_0"));

        assertThat(apiResponse.statusAndCode()).isEqualTo("401 unauthorized");
        assertThat(apiResponse.header("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"htk_0\"", "{\"key\": {}}"})
    void rejectsABodyWithoutAKey(String body) {
        var apiResponse =
                apiClient.send("POST", "/session", BodyPublishers.ofString(body), "Content-Type", "application/json");

        assertThat(apiResponse.status()).isBetween(400, 401);
    }

    @Test
    void rejectsATamperedCookie() {
        var cookie = cookie(signIn(shopKey));
        var parts = cookie.split("-", -1);
        var extended = parts[0] + "-" + (Long.parseLong(parts[1]) + 1) + "-" + parts[2];

        assertThat(apiClient.get("/v1/requests", "Cookie", extended).statusAndCode())
                .isEqualTo("401 unauthorized");
        assertThat(apiClient.get("/v1/requests", "Cookie", "halftone_session=x").statusAndCode())
                .isEqualTo("401 unauthorized");
    }

    @Test
    void cannotBeSignedWithTheKeyFile() throws Exception {
        var entry = keys.file().read().findByName("shop").orElseThrow();
        var expiry = Instant.now().plusSeconds(60).getEpochSecond();
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(entry.digest().getBytes(UTF_8), "HmacSHA256"));
        var signature = HexFormat.of().formatHex(mac.doFinal(("halftone session " + expiry).getBytes(UTF_8)));
        var forged = "halftone_session=" + entry.id() + "-" + expiry + "-" + signature;

        assertThat(apiClient.get("/v1/requests", "Cookie", forged).statusAndCode())
                .isEqualTo("401 unauthorized");
    }

    @Test
    void endsWhenItsKeyIsRevoked() throws IOException {
        var cookie = cookie(signIn(keys.create("temp")));
        assertThat(apiClient.get("/v1/requests", "Cookie", cookie).status()).isEqualTo(200);

        keys.revoke("temp");

        assertThat(apiClient.get("/v1/requests", "Cookie", cookie).statusAndCode())
                .isEqualTo("401 unauthorized");
    }

    @Test
    void clearsTheCookieOnSignOut() {
        var apiResponse = apiClient.delete("/session");

        assertThat(apiResponse.header("Set-Cookie"))
                .contains("halftone_session=;")
                .contains("Max-Age=0");
    }

    @Test
    void reportsThatKeysAreRequired() {
        var session = apiClient.get("/session");

        assertThat(session.json().at("/keys_wanted").asBoolean()).isTrue();
        assertThat(session.json().at("/name").isNull()).isTrue();
    }

    private static ApiResponse signIn(ApiKey key) {
        return apiClient.send(
                "POST", "/session", BodyPublishers.ofString(signInBody(key)), "Content-Type", "application/json");
    }

    private static String signInBody(ApiKey key) {
        return "{\"key\": \"" + key.text() + "\"}";
    }

    private static String cookie(ApiResponse apiResponse) {
        return apiResponse.header("Set-Cookie").split(";", 2)[0];
    }
}
