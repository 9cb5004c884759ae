package dev.halftone.app.manual;

import dev.halftone.testkit.Answer;
import dev.halftone.testkit.ImageHost;
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
final class Shop implements AutoCloseable {
    private final ImageHost host = ImageHost.start();
    private final WebhookInbox inbox = new WebhookInbox();

    Shop() {
        for (var path : new String[] {"/chair-1.jpg", "/chair-2.jpg"}) {
            host.answers(path, Answer.image("image/jpeg", jpeg()));
        }
        host.answers("/slow.jpg", Answer.silence());
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
    void fill(Path folder) {
        var sample = Manual.text("docs/examples/products.csv");
        try {
            Files.writeString(folder.resolve("products.csv"), sample.replace("https://img.example", host.url("")));
            Files.writeString(
                    folder.resolve("catalogue.csv"),
                    "Serial Number,Product Name,Input Image URLs\n1,Slow,%s\n".formatted(slow()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String image() {
        return host.url("/chair-1.jpg");
    }

    String missing() {
        return host.url("/missing.jpg");
    }

    /// An image that does not come before its deadline.
    String slow() {
        return host.url("/slow.jpg");
    }

    String hook() {
        return inbox.url().toString();
    }

    @Override
    public void close() {
        host.close();
        inbox.close();
    }
}
