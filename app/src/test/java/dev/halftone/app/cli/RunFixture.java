package dev.halftone.app.cli;

import dev.halftone.app.web.SampleCatalog;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Runs the command on images of a local host, into a folder.
abstract class RunFixture {
    static final String HEADER = "Serial Number,Product Name,Input Image URLs\n";

    final ImageHost host = ImageHost.start();

    @TempDir
    Path folder;

    Path csv;
    Path out;

    @BeforeEach
    void serveImages() throws IOException {
        csv = folder.resolve("products.csv");
        out = folder.resolve("the results");
        host.respondTo("/mug.jpg", image("mug-teal.jpg"));
        host.respondTo("/lamp.png", image("lamp-navy.png"));
        host.respondTo("/gone.jpg", MockResponse.notFound());
    }

    @AfterEach
    void closeHost() {
        host.close();
    }

    CommandRun run(String... options) {
        var arguments = new ArrayList<>(List.of("run", csv.toString(), "--out=" + out, "--allow-private-networks"));
        arguments.addAll(Arrays.asList(options));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    String outputLine(int line) throws IOException {
        return Files.readAllLines(out.resolve("output.csv")).get(line);
    }

    List<Path> images() throws IOException {
        try (var files = Files.list(out.resolve("images"))) {
            return files.toList();
        }
    }

    static MockResponse image(String name) throws IOException {
        try (var file = Objects.requireNonNull(SampleCatalog.class.getResourceAsStream("/page/sample/" + name))) {
            return MockResponse.image("image/jpeg", file.readAllBytes());
        }
    }
}
