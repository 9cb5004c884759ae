package dev.halftone.acceptance.docs;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ProjectFiles;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.SmallWorkbook;
import dev.halftone.testkit.WebhookInbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The hosts in the manual's examples: an image host with the images of `products.csv`, one of them missing, and one
/// that never responds; and a receiver of webhooks.
public final class ExampleHosts implements AutoCloseable {
    private final ImageHost host = ImageHost.start();
    private final WebhookInbox inbox = new WebhookInbox();

    public ExampleHosts() {
        for (var path : new String[] {"/chair-oak.jpg", "/chair-walnut.jpg"}) {
            host.respondTo(path, MockResponse.image("image/jpeg", ImageHostFixture.jpeg(1)));
        }
        host.respondTo("/slow.jpg", MockResponse.noResponse());
        host.respondTo(
                "/products.csv", MockResponse.image("text/csv", sampleCsv().getBytes(StandardCharsets.UTF_8)));
    }

    /// Writes the CSV files of the manual's examples into a folder: `products.csv` with the images of this
    /// host, `catalogue.csv` with an image that never responds, `products.xlsx` and `chair.jpg`.
    void writeExamples(Path folder) {
        try {
            Files.writeString(folder.resolve("products.csv"), sampleCsv());
            Files.writeString(
                    folder.resolve("catalogue.csv"), ImageHostFixture.HEADER + "1,Slow,%s\n".formatted(slowImageUrl()));
            Files.write(folder.resolve("chair.jpg"), ImageHostFixture.jpeg(1));
            SmallWorkbook.write(
                    folder.resolve("products.xlsx"),
                    List.of(
                            List.of("Serial Number", "Product Name", "Input Image URLs"),
                            List.of("1", "Chair", imageUrl())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String sampleCsv() {
        return ProjectFiles.text("docs/examples/products.csv")
                .replace("http://localhost:8080/page/sample", host.url(""));
    }

    String catalogUrl() {
        return host.url("/products.csv");
    }

    public String imageUrl() {
        return host.url("/chair-oak.jpg");
    }

    String missingImageUrl() {
        return host.url("/vase-from-above.jpg");
    }

    /// Returns the URL of an image that never responds.
    public String slowImageUrl() {
        return host.url("/slow.jpg");
    }

    String webhookUrl() {
        return inbox.url().toString();
    }

    @Override
    public void close() {
        host.close();
        inbox.close();
    }
}
