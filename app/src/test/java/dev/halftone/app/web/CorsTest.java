package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.CSV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.app.ApiKeyFixture;
import dev.halftone.app.ServerFixture;
import dev.halftone.app.security.ApiKey;
import dev.halftone.app.server.Server;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages of other sites that the operator allows, and those that they do not.
class CorsTest {
    private static final String SHOP = "https://shop.example";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    @TempDir
    static Path folder;

    private static ApiKey key;
    private static ServerFixture plain;
    private static Server allowing;

    @BeforeAll
    static void start() {
        var keys = ApiKeyFixture.in(folder);
        key = keys.create("shop");
        plain = ServerFixture.start(keys.file());
        allowing = plain.startAnother(
                0, settings -> settings.withCors(new CorsPolicy(List.of(SHOP, "http://localhost:3000"))));
    }

    @AfterAll
    static void stop() {
        allowing.close();
        plain.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {SHOP, "http://localhost:3000"})
    void answersThePreflightOfAnAllowedSiteWithoutAKey(String origin) {
        var apiResponse = preflight(allowing.port(), origin);

        assertThat(apiResponse.status()).isEqualTo(200);
        assertThat(apiResponse.header(ALLOW_ORIGIN)).isEqualTo(origin);
        assertThat(apiResponse.header("Access-Control-Allow-Methods").split(", ?"))
                .contains("GET", "POST", "DELETE");
        assertThat(apiResponse.header("Access-Control-Allow-Headers")).contains("authorization", "idempotency-key");
        assertThat(apiResponse.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(apiResponse.header("Vary")).contains("Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.test", "http://shop.example", "https://shop.example.evil.test", "null"})
    void tellsAnotherSiteNoMoreThanTheMethods(String origin) {
        var apiResponse = preflight(allowing.port(), origin);

        assertThat(apiResponse.header(ALLOW_ORIGIN)).isEmpty();
        assertThat(apiResponse.header("Allow").split(",")).contains("GET", "HEAD", "POST", "OPTIONS");
    }

    @Test
    void isOffByDefault() {
        assertThat(preflight(plain.port(), SHOP).header(ALLOW_ORIGIN)).isEmpty();
        assertThat(withKey(plain.port()).get("/v1/requests", "Origin", SHOP).header(ALLOW_ORIGIN))
                .isEmpty();
        assertThat(withKey(plain.port())
                        .postCsv("/v1/requests", CSV, "Origin", SHOP)
                        .statusAndCode())
                .isEqualTo("403 cross_site");
    }

    @Test
    void letsAnAllowedSiteUseTheApiWithAKey() {
        var accepted =
                withKey(allowing.port()).postCsv("/v1/requests", CSV, "Origin", SHOP, "Sec-Fetch-Site", "cross-site");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header(ALLOW_ORIGIN)).isEqualTo(SHOP);
        assertThat(accepted.header("Access-Control-Expose-Headers").split(", ?"))
                .contains("Location", "ETag", "X-Request-Id", "Retry-After", "Content-Disposition");
    }

    @Test
    void showsAnAllowedSiteWhyARequestWasRejected() {
        try (var client = new ApiClient(allowing.port())) {
            var apiResponse = client.get("/v1/requests", "Origin", SHOP);

            assertThat(apiResponse.statusAndCode()).isEqualTo("401 unauthorized");
            assertThat(apiResponse.header(ALLOW_ORIGIN)).isEqualTo(SHOP);
        }
    }

    @Test
    void changesNothingForAnAllowedSiteWithoutAKey() {
        try (var client = new ApiClient(allowing.port())) {
            assertThat(client.postCsv("/v1/requests", CSV, "Origin", SHOP).statusAndCode())
                    .isEqualTo("403 cross_site");
            assertThat(client.send("DELETE", "/session", BodyPublishers.noBody(), "Origin", SHOP)
                            .statusAndCode())
                    .isEqualTo("403 cross_site");
        }
    }

    @Test
    void allowsEverySiteWhereTheOperatorSaysSo() {
        try (var everyone = plain.startAnother(0, settings -> settings.withCors(new CorsPolicy(List.of("*"))))) {
            var apiResponse = withKey(everyone.port()).postCsv("/v1/requests", CSV, "Origin", "https://any.test");

            assertThat(apiResponse.status()).isEqualTo(202);
            assertThat(apiResponse.header(ALLOW_ORIGIN)).isEqualTo("*");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/requests | GET,HEAD,OPTIONS,POST",
                "/v1/requests/00000000000000000000000000000000 | DELETE,GET,HEAD,OPTIONS",
                "/v1/requests/00000000000000000000000000000000/cancel | OPTIONS,POST",
                "/v1/requests/00000000000000000000000000000000/events | GET,HEAD,OPTIONS",
                "/v1/requests/00000000000000000000000000000000/output.csv | GET,HEAD,OPTIONS",
                "/processed_images/x.jpg | GET,HEAD,OPTIONS",
                "/upload_csv | OPTIONS,POST",
                "/session | DELETE,GET,HEAD,OPTIONS,POST",
                "/ | GET,HEAD,OPTIONS"
            })
    void listsTheMethodsOfAResourceWithoutAKey(String path, String methods) {
        try (var client = new ApiClient(plain.port())) {
            var apiResponse = client.send("OPTIONS", path, BodyPublishers.noBody());

            assertThat(apiResponse.status()).isEqualTo(200);
            assertThat(apiResponse.header("Allow").split(",")).containsExactlyInAnyOrder(methods.split(","));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop.example",
                "https://shop.example/",
                "ftp://shop.example",
                "https://*.shop.example",
                "null"
            })
    void rejectsWhatIsNoOrigin(String text) {
        assertThatThrownBy(() -> new CorsPolicy(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cors-origins");
    }

    private static ApiResponse preflight(int port, String origin) {
        try (var client = new ApiClient(port)) {
            return client.send(
                    "OPTIONS",
                    "/v1/requests",
                    BodyPublishers.noBody(),
                    "Origin",
                    origin,
                    "Access-Control-Request-Method",
                    "POST",
                    "Access-Control-Request-Headers",
                    "authorization,idempotency-key");
        }
    }

    private static ApiClient withKey(int port) {
        return ApiClient.withKey(port, key.text());
    }
}
