package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.CSV;
import static dev.halftone.app.ServerFixture.HEADER;
import static dev.halftone.app.ServerFixture.MAX_UPLOAD_BYTES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import dev.halftone.testkit.api.MultipartForm;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Catalogue files that are sent as a URL.
class SourceUrlTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.start(AddressPolicy.unrestricted());

    @RegisterExtension
    static final ServerFixture guarded = ServerFixture.start();

    private final ApiClient apiClient = server.client();
    private final ImageHost host = ImageHost.start();

    @AfterEach
    void closeHost() {
        host.close();
    }

    @Test
    void acceptsTheUrlAsAFieldOfAForm() {
        respond("/products.csv", csv(CSV));

        var accepted = apiClient.postForm("/v1/requests", form("/products.csv").field("quality", "30"));

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.field("/rows")).isEqualTo("1");
        var path = accepted.field("/links/self").replaceFirst("^https?://[^/]+", "");
        apiClient.awaitEnd(path);
        assertThat(apiClient.get(path).field("/options/quality")).isEqualTo("30");
        assertThat(apiClient.get(path + "/output.csv").text()).contains("001,Chair,http://a.test/1.jpg,http");
    }

    @Test
    void acceptsTheUrlAsAQueryParameter() {
        respond("/products.csv", csv(CSV));

        assertThat(apiClient
                        .post("/v1/requests?source_url=" + encoded("/products.csv"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void acceptsTheUrlInAUrlEncodedBody() {
        respond("/products.csv", csv(CSV));
        var body = BodyPublishers.ofString("quality=40&source_url=" + encoded("/products.csv"));

        var accepted =
                apiClient.send("POST", "/v1/requests", body, "Content-Type", "application/x-www-form-urlencoded");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(apiClient
                        .get(accepted.field("/links/self").replaceFirst("^https?://[^/]+", ""))
                        .field("/options/quality"))
                .isEqualTo("40");
    }

    @Test
    void followsRedirectsAndDecompresses() {
        respond("/latest", MockResponse.redirectTo("/products.csv"));
        respond("/products.csv", csv(CSV).gzipped());

        assertThat(submit("/latest").status()).isEqualTo(202);
    }

    @Test
    void believesTheCharsetOfTheServer() {
        var text = HEADER + "1,größer,http://a.test/1.jpg\r\n";
        respond(
                "/products.csv",
                MockResponse.image("text/csv; charset=ISO-8859-15", text.getBytes(Charset.forName("ISO-8859-15"))));

        var path = submit("/products.csv").field("/links/self").replaceFirst("^https?://[^/]+", "");

        apiClient.awaitEnd(path);
        assertThat(apiClient.get(path + "/products").field("/items/0/product_name"))
                .isEqualTo("größer");
    }

    @Test
    void checksTheFileBehindAUrl() {
        respond("/products.csv", csv(CSV));

        var report = apiClient.postForm("/v1/validate", form("/products.csv"));

        assertThat(report.field("/valid")).isEqualTo("true");
        assertThat(report.field("/images")).isEqualTo("1");
        assertThat(apiClient.postForm("/v1/validate", form("/gone.csv")).statusAndCode())
                .isEqualTo("422 invalid_option");
    }

    @Test
    void namesTheProblemsOfTheFile() {
        respond("/products.csv", csv("a,b\n1,2\n"));

        assertThat(submit("/products.csv").statusAndCode()).isEqualTo("422 invalid_csv");
    }

    /// The file may have changed since: then the request is the same all the same.
    @Test
    void repeatsARequestByItsUrl() {
        respond("/products.csv", csv(CSV), csv(CSV + "002,Lamp,http://a.test/2.jpg\r\n"));
        respond("/others.csv", csv(CSV));
        var first = submitWithKey("/products.csv");

        var second = submitWithKey("/products.csv");

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.field("/request_id")).isEqualTo(first.field("/request_id"));
        assertThat(host.requests("/products.csv")).hasSize(1);
        assertThat(submitWithKey("/others.csv").statusAndCode()).isEqualTo("422 idempotency_key_reused");
    }

    private ApiResponse submitWithKey(String path) {
        return apiClient.post("/v1/requests?source_url=" + encoded(path), "Idempotency-Key", "by-url");
    }

    @ParameterizedTest
    @CsvSource({
        "404, the server answered 404 Not Found",
        "500, the server answered 500 Internal Server Error",
        "204, the server answered 204 No Content"
    })
    void saysWhatTheServerAnswered(int status, String reason) {
        respond("/products.csv", MockResponse.status(status));

        var refused = submit("/products.csv");

        assertThat(refused.statusAndCode()).isEqualTo("422 invalid_option");
        assertThat(refused.field("/detail")).isEqualTo("source_url has no catalogue file: " + reason);
    }

    @Test
    void refusesAWebPage() {
        respond("/products.csv", MockResponse.image("text/html; charset=utf-8", "<html>Sign in".getBytes(UTF_8)));

        assertThat(submit("/products.csv").field("/detail")).contains("leads to a web page, not to a file");
    }

    @Test
    void refusesAFileThatBreaksOff() {
        respond("/products.csv", csv(CSV).closeAfter(40));

        var refused = submit("/products.csv");

        assertThat(refused.statusAndCode()).isEqualTo("422 invalid_option");
        assertThat(refused.field("/detail")).contains("is cut off");
    }

    @Test
    void refusesAFileThatIsTooLarge() {
        respond("/products.csv", csv(CSV + " ".repeat(MAX_UPLOAD_BYTES)));

        assertThat(submit("/products.csv").statusAndCode()).isEqualTo("413 upload_too_large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1/a.csv", "http://10.0.0.1/a.csv", "ftp://a.test/a.csv", "products.csv"})
    void refusesUrlsThatTheGuardForbids(String url) {
        var refused =
                guarded.client().postForm("/v1/requests", MultipartForm.empty().field("source_url", url));

        assertThat(refused.statusAndCode()).isEqualTo("422 invalid_option");
        assertThat(refused.field("/detail")).startsWith("source_url has no catalogue file: ");
    }

    @Test
    void refusesAFileBesideTheUrl() {
        assertThat(apiClient
                        .postForm("/v1/requests", MultipartForm.of(CSV).field("source_url", host.url("/a.csv")))
                        .field("/detail"))
                .isEqualTo("source_url is given beside a file; send one of them");
        assertThat(host.requests()).isEmpty();
    }

    @Test
    void refusesAFormWithNeither() {
        var refused = apiClient.postForm("/v1/requests", MultipartForm.empty().field("quality", "50"));

        assertThat(refused.statusAndCode()).isEqualTo("400 malformed_upload");
    }

    /// An owner's downloads are limited: each may take minutes.
    @Test
    void refusesMoreDownloadsThanFour() throws Exception {
        var gate = new CountDownLatch(1);
        respond("/slow.csv", csv(CSV).delayUntil(gate));
        respond("/products.csv", csv(CSV));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ApiResponse>> slow = new ArrayList<>();
            for (var i = 0; i < 4; i++) slow.add(threads.submit(() -> submit("/slow.csv")));
            host.awaitRequests(4);

            var refused = submit("/products.csv");

            gate.countDown();
            assertThat(refused.statusAndCode()).isEqualTo("429 too_many_requests");
            assertThat(refused.header("Retry-After")).isEqualTo("10");
            for (var response : slow) assertThat(response.get().status()).isEqualTo(202);
        }
        assertThat(submit("/products.csv").status()).isEqualTo(202);
    }

    private ApiResponse submit(String path) {
        return apiClient.postForm("/v1/requests", form(path));
    }

    private MultipartForm form(String path) {
        return MultipartForm.empty().field("source_url", host.url(path));
    }

    private String encoded(String path) {
        return URLEncoder.encode(host.url(path), UTF_8);
    }

    private void respond(String path, MockResponse first, MockResponse... next) {
        host.respondTo(path, first, next);
    }

    private static MockResponse csv(String text) {
        return MockResponse.image("text/csv", text.getBytes(UTF_8));
    }
}
