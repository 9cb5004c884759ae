package dev.halftone.acceptance.docs;

import dev.halftone.acceptance.ProjectFiles;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.WebhookInbox;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/// A shop as the manual has it: the images of `products.csv`, one of them missing; a catalogue that takes its time; a
/// receiver of webhooks.
public final class ExampleHosts implements AutoCloseable {
    private final ImageHost host = ImageHost.start();
    private final WebhookInbox inbox = new WebhookInbox();

    public ExampleHosts() {
        for (var path : new String[] {"/chair-1.jpg", "/chair-2.jpg"}) {
            host.respondTo(path, MockResponse.image("image/jpeg", jpeg()));
        }
        host.respondTo("/slow.jpg", MockResponse.noResponse());
    }

    private static byte[] jpeg() {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpeg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// Puts the manual's sample where its reader has it, with this shop for its images, and a catalogue beside
    /// it.
    void writeExamples(Path folder) {
        var sample = ProjectFiles.text("docs/examples/products.csv");
        try {
            Files.writeString(folder.resolve("products.csv"), sample.replace("https://img.example", host.url("")));
            Files.writeString(
                    folder.resolve("catalogue.csv"),
                    "Serial Number,Product Name,Input Image URLs\n1,Slow,%s\n".formatted(slowImageUrl()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String imageUrl() {
        return host.url("/chair-1.jpg");
    }

    String missingImageUrl() {
        return host.url("/missing.jpg");
    }

    /// An image that does not come before its deadline.
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
