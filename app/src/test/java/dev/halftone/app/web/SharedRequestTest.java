package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ApiKeyFixture;
import dev.halftone.app.ServerFixture;
import dev.halftone.app.security.ApiKey;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What those with whom a request is shared may read, and may not.
class SharedRequestTest {
    private static final List<String> FILES =
            List.of("/products", "/output.csv", "/report.csv", "/failed.csv", "/images.zip");

    @TempDir
    private Path folder;

    private ApiKeyFixture keys;
    private ServerFixture server;
    private ApiClient owner;
    private ApiClient anyone;
    private String path = "";

    @BeforeEach
    void open() {
        keys = ApiKeyFixture.in(folder);
        ApiKey key = keys.create("shop");
        server = ServerFixture.start(keys.file());
        owner = ApiClient.withKey(server.port(), key.text());
        anyone = server.client();
        path = owner.submit(HEADER + "1,Chair,\"http://a.test/1.jpg,http://a.test/missing.jpg\"\r\n");
        owner.awaitEnd(path);
    }

    @AfterEach
    void close() {
        owner.close();
        server.close();
    }

    @Test
    void readsTheSameFilesWithoutAKey() {
        var shared = share();

        for (var file : FILES) {
            var sharedFile = anyone.get(shared + file);
            assertThat(sharedFile.status()).as(file).isEqualTo(200);
            if (!file.endsWith(".zip"))
                assertThat(sharedFile.text()).isEqualTo(owner.get(path + file).text());
        }
        assertThat(anyone.events(shared)).contains("event: finished");
        assertThat(anyone.get(shared + "/output.xlsx").statusAndCode()).isEqualTo("404 no_such_output");
    }

    @Test
    void givesTheSameUrlUntilItIsTakenBack() {
        var first = url();
        var second = url();

        var deleted = owner.delete(path + "/share");
        var deletedAgain = owner.delete(path + "/share");
        var third = url();

        assertThat(first).isEqualTo(second).matches(ServerFixture.PUBLIC_URL + "/shared/[A-Za-z0-9_-]{32}");
        assertThat(List.of(deleted.status(), deletedAgain.status())).containsExactly(204, 204);
        assertThat(third).isNotEqualTo(first);
        assertIsGone(first.replace(ServerFixture.PUBLIC_URL + "/shared/", "/v1/shared/"));
    }

    @Test
    void isGoneWithItsRequest() {
        var shared = share();

        owner.delete(path);

        assertIsGone(shared);
    }

    @Test
    void isGoneWithTheKeyOfItsOwner() throws IOException {
        var shared = share();

        keys.revoke("shop");

        assertIsGone(shared);
    }

    private void assertIsGone(String shared) {
        assertThat(anyone.get(shared).statusAndCode()).isEqualTo("404 not_found");
        for (var file : FILES)
            assertThat(anyone.get(shared + file).statusAndCode()).as(file).isEqualTo("404 not_found");
        assertThat(anyone.get(shared + "/events").statusAndCode()).isEqualTo("404 not_found");
        assertThat(anyone.get(shared + "/output.xlsx").statusAndCode()).isEqualTo("404 not_found");
        assertThat(anyone.get(shared.replace("/v1", "")).status()).isEqualTo(404);
    }

    @Test
    void leadsToSharedAddressesOnlyAndHidesTheWebhook() {
        var form = "/v1/requests?webhook_url=http://hooks.test/secret-path&webhook_secret=whsec_"
                + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        path = "/v1/requests/" + owner.postCsv(form, ServerFixture.CSV).field("/request_id");
        owner.awaitEnd(path);
        var shared = share();

        var status = anyone.get(shared);

        assertThat(status.json().path("webhook").isNull()).isTrue();
        assertThat(status.json().path("links").valueStream().map(link -> link.asString()))
                .allMatch(link -> link.startsWith(ServerFixture.PUBLIC_URL + shared)
                        || link.equals(ServerFixture.PUBLIC_URL + shared.replace("/v1", "")));
        assertThat(String.join("", anyone.events(shared)) + status.text())
                .doesNotContain("hooks.test", "whsec", "/v1/requests/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/retry",
                "/cancel",
                "/share",
                "/webhook-deliveries",
                "/failures",
                "/warnings",
                "/pace",
                "/nothing",
                "/products/1",
                "/output.csv/x",
                "/../../requests"
            })
    void hasNothingElse(String file) {
        var shared = share();

        assertThat(anyone.get(shared + file).status()).isEqualTo(404);
        assertThat(anyone.post(shared + file).status()).isEqualTo(404);
    }

    @Test
    void changesNothing() {
        var shared = share();

        assertThat(anyone.delete(shared).status()).isEqualTo(405);
        assertThat(anyone.post(shared).status()).isEqualTo(405);
        assertThat(anyone.delete(path).status()).isEqualTo(401);
        assertThat(owner.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "00000000000000000000000000000000", "%00", "%2e%2e", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%20"})
    void isNotFoundByAnotherToken(String token) {
        share();

        assertThat(anyone.get("/v1/shared/" + token).status()).isIn(400, 404);
        assertThat(anyone.get("/shared/" + token).status()).isIn(400, 404);
    }

    @Test
    void isKeptOutOfCachesAndSearchEngines() {
        var shared = share();

        assertIsPrivate(anyone.get(shared));
        assertIsPrivate(anyone.get(shared + "/output.csv"));
        assertIsPrivate(anyone.get(shared + "/products?limit=x"));
        assertIsPrivate(anyone.get(shared.replace("/v1", "")));
        assertIsPrivate(anyone.get("/shared/unknown"));
        assertIsPrivate(anyone.get("/v1/shared/unknown"));
    }

    private static void assertIsPrivate(ApiResponse apiResponse) {
        // JSON has an ETag, and may be kept by the reader alone.
        assertThat(apiResponse.header("Cache-Control")).containsAnyOf("no-store", "private, no-cache");
        assertThat(apiResponse.header("Referrer-Policy")).contains("no-referrer");
        assertThat(apiResponse.header("X-Robots-Tag")).contains("noindex");
    }

    @Test
    void isSharedByItsOwnerOnly() {
        try (var other = ApiClient.withKey(server.port(), keys.create("other").text())) {
            assertThat(other.post(path + "/share").statusAndCode()).isEqualTo("404 not_found");
            assertThat(other.delete(path + "/share").statusAndCode()).isEqualTo("404 not_found");
        }
        assertThat(anyone.post(path + "/share").status()).isEqualTo(401);
    }

    /// The path of what is shared below `/v1`.
    private String share() {
        return url().replace(ServerFixture.PUBLIC_URL + "/shared/", "/v1/shared/");
    }

    private String url() {
        return owner.post(path + "/share").field("/url");
    }
}
