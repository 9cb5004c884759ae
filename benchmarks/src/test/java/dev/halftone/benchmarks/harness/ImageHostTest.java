package dev.halftone.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageHostTest {
    private static final List<String> LOOPBACK = List.of(ImageHost.LOOPBACK);

    @TempDir
    private Path folder;

    private Checkout checkout = new Checkout(Path.of("."));

    /// Sets up a checkout whose nginx script finds nginx on the PATH but does not install it.
    @BeforeEach
    void createCheckout(@TempDir Path project) throws IOException {
        Files.writeString(folder.resolve("0.jpg"), "an image");
        var peer = Files.createDirectories(project.resolve("benchmarks/peers/nginx"));
        Files.writeString(peer.resolve("install.sh"), "PATH=$PATH:/usr/sbin; command -v nginx");
        checkout = new Checkout(project);
    }

    @Test
    void servesAFolder() throws IOException, InterruptedException {
        try (var workspace = Workspace.open()) {
            var host = ImageHost.serve(folder, LOOPBACK, checkout, workspace);

            assertThat(get(host.url(ImageHost.LOOPBACK, "0.jpg"))).isEqualTo("an image");
        }
    }

    @Test
    void fallsBackToJdkServerWithoutNginx(@TempDir Path emptyProject) throws IOException, InterruptedException {
        try (var workspace = Workspace.open()) {
            var host = ImageHost.serve(folder, LOOPBACK, new Checkout(emptyProject), workspace);

            assertThat(host.toString()).startsWith("Java's file server");
            assertThat(get(host.url(ImageHost.LOOPBACK, "0.jpg"))).isEqualTo("an image");
        }
    }

    @Test
    void stopsWhenWorkspaceCloses() throws IOException, InterruptedException {
        var workspace = Workspace.open();
        var host = ImageHost.serve(folder, LOOPBACK, checkout, workspace);

        workspace.close();

        assertThatThrownBy(() -> get(host.url(ImageHost.LOOPBACK, "0.jpg"))).isInstanceOf(IOException.class);
    }

    private static String get(String url) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                    .body();
        }
    }
}
