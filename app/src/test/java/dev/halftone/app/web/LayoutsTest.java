package dev.halftone.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import dev.halftone.testkit.api.MultipartForm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Catalogue files of other layouts than our own.
class LayoutsTest {
    private static final String EXPORT = "Handle;Title;Body;Image Src;Variant Image\r\n"
            + "mug;\"Mug; \"\"blue\"\"\";\"<p>\n\";http://a.test/1.jpg;http://a.test/missing.jpg\r\n"
            + "mug;;;;\r\n"
            + "cup;Cup;größer;\"http://a.test/2.jpg\";";

    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    private final ApiClient apiClient = server.client();

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16LE"})
    void returnsTheFileWithNewUrls(String charset) {
        var path = submit(EXPORT, Charset.forName(charset), "");

        var output = new String(apiClient.get(path + "/output.csv").response().body(), Charset.forName(charset));

        assertThat(masked(output))
                .isEqualTo(EXPORT.replace("http://a.test/1.jpg", "NEW").replace("http://a.test/2.jpg", "NEW"));
        assertThat(apiClient.get(path).field("/options/layout")).isEqualTo("shopify");
        assertThat(apiClient.get(path).field("/rows/done")).isEqualTo("2");
    }

    @Test
    void leavesNothingInPlaceOfAFailedImageIfAskedTo() {
        var path = submit(EXPORT, UTF_8, "?failed=blank");

        assertThat(masked(apiClient.get(path + "/output.csv").text())).contains(";NEW;\r\nmug;;;;\r\n");
    }

    @Test
    void reportsTheFourColumnsInEveryLayout() {
        var path = submit(EXPORT, UTF_8, "");

        assertThat(masked(apiClient.get(path + "/report.csv").text()))
                .isEqualTo("Serial Number,Product Name,Input Image URLs,Output Image URLs\r\n"
                        + "mug,\"Mug; \"\"blue\"\"\",\"http://a.test/1.jpg,http://a.test/missing.jpg\",\"NEW,\"\r\n"
                        + "cup,Cup,http://a.test/2.jpg,NEW\r\n");
    }

    @Test
    void readsTheColumnsThatAreNamed() {
        var path = submit(
                "Ref,Photo,Other photo,Note\n7,/1.jpg,2.jpg,x\n",
                UTF_8,
                "?image_column=Photo&image_column=Other+photo&id_column=Ref&base_url=http://a.test");

        assertThat(masked(apiClient.get(path + "/output.csv").text()))
                .isEqualTo("Ref,Photo,Other photo,Note\n7,NEW,NEW,x\n");
        assertThat(masked(apiClient.get(path + "/report.csv").text())).contains("\r\n7,,\"/1.jpg,2.jpg\",\"NEW,NEW\"");
        assertThat(apiClient.get(path + "/products").field("/items/0/images/0/input_url"))
                .isEqualTo("http://a.test/1.jpg");
    }

    @Test
    void keepsTheOtherColumnsOfTheStandardLayoutIfAskedTo() {
        var path = submit(
                "Price,Serial Number,Product Name,Input Image URLs\n7,1,Chair,http://a.test/1.jpg,http://a.test/2.jpg\n",
                UTF_8,
                "?keep_columns=true");

        assertThat(masked(apiClient.get(path + "/output.csv").text())).isEqualTo("""
                        Price,Serial Number,Product Name,Input Image URLs,Output Image URLs
                        7,1,Chair,"http://a.test/1.jpg,http://a.test/2.jpg","NEW,NEW"
                        """.replace("\n", "\r\n"));
    }

    @Test
    void saysWhatAFileIsTakenForAndKeepsNothing() {
        var before = apiClient.get("/v1/requests").text();

        var report = apiClient.postForm("/v1/validate", MultipartForm.of(EXPORT));

        assertThat(report.status()).isEqualTo(200);
        assertThat(report.json().at("/valid").asBoolean()).isTrue();
        assertThat(report.field("/layout")).isEqualTo("shopify");
        assertThat(report.field("/rows") + " " + report.field("/images")).isEqualTo("2 3");
        assertThat(report.json().at("/columns/3").toString())
                .isEqualTo(
                        "{\"name\":\"Image Src\",\"role\":\"image\",\"sample\":\"http://a.test/1.jpg\",\"holds_urls\":true}");
        assertThat(apiClient.get("/v1/requests").text()).isEqualTo(before);
    }

    @Test
    void namesTheColumnsOfAnUnknownFileThatHoldUrls() {
        var report = apiClient.send(
                "POST",
                "/v1/validate",
                BodyPublishers.ofString("Ref,Photo\n1,https://a.test/1.jpg\n"),
                "Content-Type",
                "text/csv");

        assertThat(report.json().at("/valid").asBoolean()).isFalse();
        assertThat(report.json().at("/layout").isNull()).isTrue();
        assertThat(report.json().at("/columns/1/holds_urls").asBoolean()).isTrue();
        assertThat(report.field("/violations/0/code")).isEqualTo("missing_column");
        assertThat(report.field("/violations/0/message")).contains("\"Photo\" looks as if it held image URLs");
    }

    @ParameterizedTest
    @CsvSource({
        "layout=ebay, layout",
        "layout=custom, image_column",
        "layout=shopify&image_column=Photo, image_column",
        "id_column=Ref, id_column",
        "base_url=/media, base_url",
        "base_url=http://a.test/?x=1, base_url",
        "failed=drop, failed",
        "keep_columns=yes, keep_columns"
    })
    void rejectsFieldsThatDoNotGoTogether(String query, String field) {
        for (var path : new String[] {"/v1/requests?", "/v1/validate?"}) {
            var response =
                    apiClient.send("POST", path + query, BodyPublishers.ofString(EXPORT), "Content-Type", "text/csv");

            assertThat(response.statusAndCode()).isEqualTo("422 invalid_option");
            assertThat(response.field("/field")).isEqualTo(field);
        }
    }

    @Test
    void packsTheImagesUnderTheNamesOfTheirProducts() throws IOException {
        var path = submit(EXPORT, UTF_8, "");

        var names = new ArrayList<String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(
                apiClient.get(path + "/images.zip").response().body()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                assertThat(zip.readAllBytes()).isNotEmpty();
            }
        }

        assertThat(names).containsExactly("mug-1.jpg", "cup-1.jpg");
    }

    @Test
    void readsCompressedFiles() throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(EXPORT.getBytes(UTF_8));
        }
        var bytes = compressed.toByteArray();

        var whole = post(bytes);
        var cut = post(Arrays.copyOf(bytes, bytes.length / 2));

        var path = "/v1/requests/" + whole.field("/request_id");
        apiClient.awaitEnd(path);
        assertThat(masked(apiClient.get(path + "/output.csv").text())).contains("mug;;;;\r\ncup;Cup;größer;\"NEW\";");
        assertThat(cut.statusAndCode()).isEqualTo("422 invalid_csv");
        assertThat(cut.field("/violations/0/message")).startsWith("The gzip file is damaged or incomplete.");
    }

    private ApiResponse post(byte[] file) {
        return apiClient.send("POST", "/v1/requests", BodyPublishers.ofByteArray(file), "Content-Type", "text/csv");
    }

    @Test
    void hasNoWorkbookForACsv() {
        var path = submit(EXPORT, UTF_8, "");

        assertThat(apiClient.get(path + "/output.xlsx").statusAndCode()).isEqualTo("404 no_such_output");
    }

    private String submit(String csv, Charset charset, String query) {
        var type = charset.equals(UTF_8) ? "text/csv" : "text/csv; charset=" + charset.name();
        var accepted = apiClient.send(
                "POST",
                "/v1/requests" + query,
                BodyPublishers.ofByteArray(csv.getBytes(charset)),
                "Content-Type",
                type);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        var path = "/v1/requests/" + accepted.field("/request_id");
        apiClient.awaitEnd(path);
        return path;
    }

    private static String masked(String text) {
        return text.replaceAll("http://halftone.test/processed_images/[0-9a-f]{32}.jpg", "NEW");
    }
}
