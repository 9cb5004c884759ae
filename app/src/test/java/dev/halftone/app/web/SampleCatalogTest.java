package dev.halftone.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.request.SourceUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The sample that every server has. The fixture's public URL leads nowhere, so no image comes over a connection.
class SampleCatalogTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.startWithRealImages();

    private static final String MISSING = "vase-from-above.jpg";

    @TempDir
    private Path folder;

    @Test
    void compressesAllImagesButTheMissingOne() throws IOException {
        var csv = server.client().get("/page/sample.csv");
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        var images = urls(csv.text()).size();

        var request = server.client().submit(csv.text());
        server.client().awaitEnd(request);

        assertThat(images).isGreaterThanOrEqualTo(12);
        var status = server.client().get(request).json();
        assertThat(status.at("/images/succeeded").asInt()).isEqualTo(images - 1);
        assertThat(status.at("/images/failed").asInt()).isOne();
        assertThat(server.client().get(request + "/failed.csv").text()).contains(MISSING, "http_404");
    }

    @Test
    void showsTheImagesToBrowsers() throws IOException {
        var types = new ArrayList<String>();
        for (var url : urls(server.client().get("/page/sample.csv").text())) {
            var image = server.client().get(url.text().replaceFirst("https?://[^/]+", ""));
            if (url.text().endsWith(MISSING)) assertThat(image.statusAndCode()).isEqualTo("404 not_found");
            else types.add(image.header("Content-Type"));
        }

        assertThat(types).contains("image/jpeg", "image/png", "image/gif", "image/webp");
    }

    @Test
    void servesNothingElse() {
        for (var name : List.of("..%2Fstart.html", "%2e%2e/start.html", "none.jpg", "mug-teal.jpg%00")) {
            assertThat(server.client().get("/page/sample/" + name).status())
                    .as(name)
                    .isBetween(400, 404);
        }
    }

    private List<SourceUrl> urls(String csv) throws IOException {
        var file = Files.writeString(folder.resolve("sample.csv"), csv);
        var urls = new ArrayList<SourceUrl>();
        try (var products = new CatalogReader(CatalogReader.Limits.defaults()).products(file)) {
            while (products.hasNext()) urls.addAll(products.next().urls());
        }
        return urls;
    }
}
