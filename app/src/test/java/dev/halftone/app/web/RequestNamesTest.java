package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.CSV;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import dev.halftone.testkit.api.MultipartForm;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What users call their requests: references, file names, and the names of downloads.
class RequestNamesTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    private final ApiClient apiClient = server.client();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "filename=\"products.csv\"|products.csv",
                "filename=products.csv|products.csv",
                "filename=\"Frühjahr 🌷.csv\"|Frühjahr 🌷.csv",
                "filename=\"a.csv\"; filename*=UTF-8''%C3%9Cber%20uns.csv|Über uns.csv",
                "filename*=utf-8'de'%e4%ba%a7.csv; filename=\"a.csv\"|产.csv",
                "filename*=ISO-8859-1''%FCber.csv|über.csv",
                "filename=\"a.csv\"; filename*=UTF-8''%c3%28|a.csv",
                "filename=\"a.csv\"; filename*=UTF-8''%zz|a.csv",
                "filename=\"a.csv\"; filename*=UTF-8''%|a.csv",
                "filename=\"a.csv\"; filename*=b.csv|a.csv",
                "filename=\"say \\\"hi\\\".csv\"|say \"hi\".csv",
                "filename=\"say %22hi%22.csv\"|say \"hi\".csv",
                "filename=\"a; filename=b.csv\"|a; filename=b.csv",
                "filename=\"../../etc/passwd\"|passwd",
                "filename=\"C:\\Users\\me\\shop.csv\"|shop.csv",
                "filename=\"C:\\\\Users\\\\me\\\\shop.csv\"|shop.csv",
                "filename=\"a%0D%0Ab.csv\"|ab.csv",
                "filename=\"\"|",
                "filename=\"..\"|"
            })
    void keepsTheFileNameOfAFormAndOfABody(String parameters, String expected) {
        var form = MultipartForm.empty().fileWith("file", parameters, CSV);
        var inForm = apiClient.postForm("/v1/requests", form).field("/request_id");
        var inBody = postRaw("Content-Disposition: attachment; " + parameters + "\r\n");

        assertThat(status(inForm).json().at("/filename").asString(null)).isEqualTo(expected);
        assertThat(status(inBody).json().at("/filename").asString(null)).isEqualTo(expected);
    }

    @Test
    void hasNoFileNameUnlessTheClientSendsOne() {
        var inBody = postRaw("");
        var inField = apiClient.postForm("/v1/requests", MultipartForm.empty().field("file", CSV));

        assertThat(status(inBody).json().at("/filename").isNull()).isTrue();
        assertThat(status(inField.field("/request_id")).json().at("/filename").isNull())
                .isTrue();
        assertThat(download(inBody, "output.csv")).isEqualTo("attachment; filename=\"output.csv\"");
    }

    @Test
    void readsAFileNameInLatin1() {
        var id = postRaw("Content-Disposition: attachment; filename=\"M\u00f6bel.csv\"\r\n", ISO_8859_1);

        assertThat(status(id).field("/filename")).isEqualTo("Möbel.csv");
    }

    @Test
    void cutsFileNamesAfter200Characters() {
        var escaped = "%F0%9F%8C%B7".repeat(255);
        var form = MultipartForm.empty().fileWith("file", "filename*=UTF-8''" + escaped, CSV);

        var id = apiClient.postForm("/v1/requests", form).field("/request_id");

        assertThat(status(id).field("/filename")).isEqualTo("🌷".repeat(200));
        assertThat(download(id, "output.csv"))
                .isEqualTo("attachment; filename=\"%s-halftone.csv\"; filename*=UTF-8''%s-halftone.csv"
                        .formatted("_".repeat(200), "%F0%9F%8C%B7".repeat(200)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "products.csv|products-halftone.csv|products-halftone.csv",
                "Export.CSV.GZ|Export-halftone.csv|Export-halftone.csv",
                "shop.v2.xlsx|shop.v2-halftone.csv|shop.v2-halftone.csv",
                "README|README-halftone.csv|README-halftone.csv",
                "Möbel 1.csv|Mobel 1-halftone.csv|M%C3%B6bel%201-halftone.csv",
                "产品.csv|__-halftone.csv|%E4%BA%A7%E5%93%81-halftone.csv",
                "a%22b;c.csv|a_b;c-halftone.csv|a%22b%3Bc-halftone.csv",
                "50% off.csv|50_ off-halftone.csv|50%25%20off-halftone.csv",
            })
    void namesDownloadsAfterTheUpload(String filename, String ascii, String extended) {
        var form = MultipartForm.empty().fileWith("file", "filename=\"" + filename + "\"", CSV);

        var id = apiClient.postForm("/v1/requests", form).field("/request_id");

        assertThat(download(id, "output.csv"))
                .isEqualTo("attachment; filename=\"%s\"; filename*=UTF-8''%s".formatted(ascii, extended));
        assertThat(download(id, "report.csv")).contains(extended.replace(".csv", "-report.csv"));
        assertThat(download(id, "images.zip")).contains(extended.replace(".csv", "-images.zip"));
    }

    @Test
    void showsTheReferenceInStatusListAndEvents() {
        var form = MultipartForm.of(CSV).field("reference", " Spring \"sale\" 🌷 ");
        var id = apiClient.postForm("/v1/requests", form).field("/request_id");

        var events = apiClient.events("/v1/requests/" + id);
        var listed = apiClient.get("/v1/requests?limit=1");

        assertThat(status(id).field("/reference")).isEqualTo("Spring \"sale\" 🌷");
        assertThat(listed.field("/items/0/reference")).isEqualTo("Spring \"sale\" 🌷");
        assertThat(listed.field("/items/0/filename")).isEqualTo("products.csv");
        assertThat(events)
                .anyMatch(line ->
                        line.contains("\"reference\":\"Spring \\\"sale\\\" 🌷\",\"filename\":\"products.csv\""));
    }

    @Test
    void limitsReferencesTo200Characters() {
        var longest = apiClient.postCsv("/v1/requests?reference=" + encode("🌷".repeat(200)), CSV);
        var tooLong = apiClient.postCsv("/v1/requests?reference=" + encode("🌷".repeat(201)), CSV);

        assertThat(status(longest.field("/request_id")).field("/reference")).isEqualTo("🌷".repeat(200));
        assertThat(tooLong.statusAndCode()).isEqualTo("422 invalid_option");
        assertThat(tooLong.field("/field")).isEqualTo("reference");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\tb", "a\u0000b", "a\u001bb", "a\u0085b", "a\u202eb"})
    void refusesReferencesWithControlCharacters(String reference) {
        var inForm = apiClient.postForm("/v1/requests", MultipartForm.of(CSV).field("reference", reference));
        var inQuery = apiClient.postCsv("/v1/requests?reference=" + encode(reference), CSV);
        var inValidation = apiClient.postCsv("/v1/validate?reference=" + encode(reference), CSV);

        for (var response : List.of(inForm, inQuery, inValidation)) {
            assertThat(response.statusAndCode()).isEqualTo("422 invalid_option");
            assertThat(response.field("/field")).isEqualTo("reference");
        }
    }

    @Test
    void takesARepeatedUploadWithAnotherReferenceForAnotherOne() {
        var key = new String[] {"Idempotency-Key", "names", "Content-Disposition", "attachment; filename=\"a.csv\""};
        var otherFile =
                new String[] {"Idempotency-Key", "names", "Content-Disposition", "attachment; filename=\"b.csv\""};
        var first = apiClient.postCsv("/v1/requests?reference=May", CSV, key);

        var otherName = apiClient.postCsv("/v1/requests?reference=May", CSV, otherFile);
        var otherReference = apiClient.postCsv("/v1/requests?reference=June", CSV, key);

        assertThat(otherName.status()).isEqualTo(200);
        assertThat(status(first.field("/request_id")).field("/filename")).isEqualTo("a.csv");
        assertThat(otherReference.statusAndCode()).isEqualTo("422 idempotency_key_reused");
    }

    @Test
    void saysWhenARequestExpires() {
        try (var kept = ServerFixture.startWithRetention(Duration.ofDays(30))) {
            var path = kept.client().submit(CSV);
            kept.client().awaitEnd(path);

            var status = kept.client().get(path);

            var finished = Instant.parse(status.field("/finished_at"));
            assertThat(Instant.parse(status.field("/expires_at"))).isEqualTo(finished.plus(Duration.ofDays(30)));
        }
    }

    @Test
    void neverExpiresByDefault() {
        var path = apiClient.submit(CSV);
        apiClient.awaitEnd(path);

        assertThat(apiClient.get(path).json().at("/expires_at").isNull()).isTrue();
    }

    private ApiResponse status(String id) {
        return apiClient.get("/v1/requests/" + id);
    }

    private String download(String id, String file) {
        return apiClient
                .get("/v1/requests/" + id + "/" + file + "?partial=true")
                .header("Content-Disposition");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private String postRaw(String header) {
        return postRaw(header, UTF_8);
    }

    /// No HTTP client sends such headers.
    private String postRaw(String header, Charset charset) {
        var bytes = new String(header.getBytes(charset), ISO_8859_1);
        var response = server.rawClient()
                .send("POST /v1/requests HTTP/1.1\r\nHost: halftone.test\r\nConnection: close\r\n"
                        + "Content-Type: text/csv\r\nContent-Length: " + CSV.length() + "\r\n" + bytes + "\r\n" + CSV);
        var id = Pattern.compile("\"request_id\":\"([0-9a-f]+)\"").matcher(response);
        assertThat(id.find()).as(response).isTrue();
        return id.group(1);
    }
}
