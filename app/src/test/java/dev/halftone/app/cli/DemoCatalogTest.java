package dev.halftone.app.cli;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.catalog.CatalogCheck;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.request.SourceUrl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCatalogTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private DemoCatalog catalog;

    @BeforeEach
    void open() throws IOException {
        catalog = DemoCatalog.open();
    }

    @AfterEach
    void close() {
        catalog.close();
        client.close();
    }

    @Test
    void hasAValidCsv() throws IOException {
        var catalogCheck = new CatalogReader(CatalogReader.Limits.defaults()).check(csv());

        assertThat(catalogCheck).isInstanceOfSatisfying(CatalogCheck.Accepted.class, accepted -> {
            assertThat(accepted.rows()).isGreaterThanOrEqualTo(6);
            assertThat(accepted.images()).isGreaterThanOrEqualTo(12);
            assertThat(accepted.warnings().count()).isZero();
        });
    }

    @Test
    void servesAllImagesButOne() throws IOException, InterruptedException {
        var responses = responses();

        assertThat(responses.values())
                .filteredOn(response -> response.statusCode() == 404)
                .hasSize(1);
        assertThat(responses.values())
                .filteredOn(response -> response.statusCode() == 200)
                .hasSizeGreaterThanOrEqualTo(12)
                .allSatisfy(response -> assertThat(response.body()).hasSizeGreaterThan(10_000));
    }

    @Test
    void hasImagesOfCommonFormats() throws IOException, InterruptedException {
        var urls = responses().keySet();

        assertThat(urls).anyMatch(url -> url.endsWith(".jpg"));
        assertThat(urls).anyMatch(url -> url.endsWith(".png"));
        assertThat(urls).anyMatch(url -> url.endsWith(".webp"));
        assertThat(urls).anyMatch(url -> url.endsWith(".gif"));
    }

    @Test
    void servesNothingElse() throws IOException, InterruptedException {
        var address = catalog.address();
        var imagesUrl = "http://127.0.0.1:" + address.getPort() + "/pictures/";

        assertThat(get(imagesUrl + "../DemoCatalog.class").statusCode()).isEqualTo(404);
        assertThat(get(imagesUrl).statusCode()).isEqualTo(404);
        assertThat(address.getAddress().isLoopbackAddress()).isTrue();
    }

    private Map<String, HttpResponse<byte[]>> responses() throws IOException, InterruptedException {
        var responses = new ArrayList<HttpResponse<byte[]>>();
        for (var url : urls()) responses.add(get(url.text()));
        return responses.stream().collect(toMap(response -> response.uri().toString(), response -> response));
    }

    private HttpResponse<byte[]> get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
    }

    private List<SourceUrl> urls() throws IOException {
        var urls = new ArrayList<SourceUrl>();
        try (var products = new CatalogReader(CatalogReader.Limits.defaults()).products(csv())) {
            while (products.hasNext()) urls.addAll(products.next().urls());
        }
        return urls;
    }

    private Path csv() throws IOException {
        return Files.writeString(folder.resolve("products.csv"), catalog.csv());
    }
}
