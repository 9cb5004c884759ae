package dev.halftone.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class RunCommandTest {
    private static final String HEADER = "Serial Number,Product Name,Input Image URLs\n";

    private final ImageHost host = ImageHost.start();

    @TempDir
    Path folder;

    private Path csv;
    private Path out;

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

    @Test
    void recompressesImagesAndWritesTheOutputCsv() throws IOException {
        Files.writeString(csv, HEADER + "007,Mug,\"" + host.url("/mug.jpg") + "," + host.url("/lamp.png") + "\"\n");

        var run = run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("2 images succeeded, 0 failed")
                .contains("CSV:    " + out.resolve("output.csv"));
        assertThat(run.err()).singleElement().asString().startsWith("2 of 2 images (100%)");
        assertThat(outputLine(1))
                .matches("007,Mug,\"" + host.url("/mug.jpg") + "," + host.url("/lamp.png")
                        + "\",\"images/[0-9a-f]{32}\\.jpg,images/[0-9a-f]{32}\\.png\"");
        assertThat(images()).hasSize(2).allSatisfy(image -> assertThat(image).isNotEmptyFile());
    }

    @Test
    void leavesFailedImagesEmptyAndPrintsTheReason() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug,\"" + host.url("/mug.jpg") + "," + host.url("/gone.jpg") + "\"\n");

        var run = run();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).startsWith("1 images succeeded, 1 failed");
        assertThat(run.err()).last().asString().startsWith("1: " + host.url("/gone.jpg") + ": http_404: ");
        assertThat(outputLine(1)).endsWith(".jpg,\"");
    }

    /// A title, a list in JSON, a short row, a placeholder and a faulty byte: each once lost an image or the file.
    @Test
    void processesAnUntidyCatalogue() throws IOException {
        var text = "Products 2026\n" + HEADER.strip() + ",Note\n"
                + "1,Crème,\"[\"\"" + host.url("/mug.jpg") + "\"\", \"\"" + host.url("/lamp.png") + "\"\"]\",new\n"
                + "2,Bo#te,\"" + host.url("/mug.jpg") + ",N/A," + host.url("/lamp.png") + "\"\n";
        var bytes = text.getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) if (bytes[i] == '#') bytes[i] = (byte) 0xEE;
        Files.write(csv, bytes);

        var run = run();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).startsWith("4 images succeeded, 1 failed");
        assertThat(run.err()).last().asString().startsWith("2: N/A: invalid_url: ");
        assertThat(outputLine(1))
                .matches("1,Crème,\"" + host.url("/mug.jpg") + "," + host.url("/lamp.png")
                        + "\",\"images/[0-9a-f]{32}\\.jpg,images/[0-9a-f]{32}\\.png\"");
        assertThat(outputLine(2))
                .matches("2,Bo\uFFFDte,\"" + host.url("/mug.jpg") + ",N/A," + host.url("/lamp.png")
                        + "\",\"images/[0-9a-f]{32}\\.jpg,,images/[0-9a-f]{32}\\.png\"");
    }

    @Test
    void sendsTheHeadersOfTheOperatorToTheirHostOnly() throws IOException {
        var file = folder.resolve("headers.txt");
        Files.writeString(file, "\uFEFF# our host\r\n\r\n127.0.0.1 Authorization: Bearer s3cret\r\n");
        host.respondTo("/mug.jpg", MockResponse.redirectTo(host.url("localhost", "/lamp.png")));
        Files.writeString(csv, HEADER + "1,Mug,\"" + host.url("/mug.jpg") + "," + host.url("/gone.jpg") + "\"\n");

        var run = run("--source-headers", file.toString(), "--user-agent", "Shop/1 (+https://shop.test)");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(host.requests("/mug.jpg").getFirst().headers())
                .containsEntry("authorization", "Bearer s3cret")
                .containsEntry("user-agent", "Shop/1 (+https://shop.test)");
        assertThat(host.requests("/lamp.png").getFirst().headers()).doesNotContainKey("authorization");
        assertThat(String.join("\n", run.out()) + run.err()).doesNotContain("s3cret");
    }

    @Test
    void namesTheWrongLineOfSourceHeadersAndNotItsValue() throws IOException {
        var file = folder.resolve("headers.txt");
        Files.writeString(file, "127.0.0.1 X-Key: s3cret\n127.0.0.1 Host: s3cret\n");
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");

        var run = run("--source-headers", file.toString());

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err())
                .last()
                .asString()
                .startsWith("halftone: source-headers: " + file + ", line 2: ")
                .doesNotContain("s3cret");
        assertThat(host.requests()).isEmpty();
    }

    @Test
    void reportsAMissingFileOfSourceHeaders() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");

        var run = run("--source-headers", folder.resolve("missing.txt").toString());

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).last().asString().startsWith("halftone: source-headers: cannot read ");
    }

    @Test
    void followsNoMoreRedirectsThanAllowed() throws IOException {
        host.respondTo("/mug.jpg", MockResponse.redirectTo("/lamp.png"));
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");

        var run = run("--max-redirects", "0");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).last().asString().contains("too_many_redirects", "max-redirects is 0");
    }

    @Test
    void retriesOnlyFailedImagesOnASecondRun() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug,\"" + host.url("/mug.jpg") + "," + host.url("/gone.jpg") + "\"\n");
        run();
        host.respondTo("/gone.jpg", image("chair-oak.jpg"));

        var again = run();

        assertThat(again.exitCode()).isZero();
        assertThat(host.requests("/mug.jpg")).hasSize(1);
        assertThat(images()).hasSize(2);
        assertThat(outputLine(1)).doesNotEndWith(",\"");
    }

    @Test
    void retriesMoreFailedImagesThanFitInOneBatch() throws IOException {
        var paths = IntStream.rangeClosed(1, 600).mapToObj("/%d.jpg"::formatted).toList();
        Files.writeString(
                csv,
                HEADER
                        + String.join(
                                "\n",
                                paths.stream()
                                        .map(path -> "1,Mug," + host.url(path))
                                        .toList()));
        run();
        for (var path : paths) host.respondTo(path, image("chair-oak.jpg"));

        var again = run();

        assertThat(again.exitCode()).isZero();
        assertThat(images()).hasSize(600);
    }

    @Test
    void changesNothingOnASecondRunWithNothingLeft() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");
        run();
        var before = Files.readString(out.resolve("output.csv"));

        var again = run();

        assertThat(again.exitCode()).isZero();
        assertThat(out.resolve("output.csv")).hasContent(before);
        assertThat(host.requests()).hasSize(1);
    }

    @Test
    void processesOnlyNewImagesOfAChangedCsv() throws IOException {
        host.respondTo("/mug.jpg", image("mug-teal.jpg").withHeader("ETag", "\"a1\""), MockResponse.status(304));
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");
        run();
        var before = images();
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n2,Lamp," + host.url("/lamp.png") + "\n");

        var other = run();

        assertThat(other.exitCode()).isZero();
        assertThat(other.out()).startsWith("2 images succeeded, 0 failed", "1 of them unchanged since an earlier run");
        assertThat(host.requests("/mug.jpg").getLast().header("if-none-match")).contains("\"a1\"");
        assertThat(images()).hasSize(3).containsAll(before);
        assertThat(outputLine(2)).startsWith("2,Lamp,");
    }

    @Test
    void sendsUnconditionalRequestsWithoutTheCache() throws IOException {
        host.respondTo("/mug.jpg", image("mug-teal.jpg").withHeader("ETag", "\"a1\""));
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");
        run();
        Files.writeString(csv, HEADER + "2,Mug," + host.url("/mug.jpg") + "\n");

        var other = run("--cache", "none");

        assertThat(other.exitCode()).isZero();
        assertThat(other.out().get(1)).doesNotContain("had not changed");
        assertThat(host.requests("/mug.jpg"))
                .hasSize(2)
                .allMatch(request -> request.header("if-none-match").isEmpty());
    }

    @Test
    void restoresTheOutputOfAnEarlierCsv() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");
        run();
        var before = Files.readString(out.resolve("output.csv"));
        var other = Files.writeString(folder.resolve("other.csv"), HEADER + "1,Lamp," + host.url("/lamp.png") + "\n");
        CommandRun.of("run", other.toString(), "--out=" + out, "--allow-private-networks");

        run();

        assertThat(out.resolve("output.csv")).hasContent(before);
        assertThat(host.requests("/mug.jpg")).hasSize(1);
    }

    @Test
    void givesTheSameNamesWithAndWithoutTheCache() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");
        run();
        var elsewhere = folder.resolve("elsewhere");

        CommandRun.of("run", csv.toString(), "--out=" + elsewhere, "--allow-private-networks", "--cache=none");

        assertThat(elsewhere.resolve("output.csv")).hasSameBinaryContentAs(out.resolve("output.csv"));
    }

    @Test
    void rejectsAnUnknownCacheMode() {
        var run = run("--cache=later");

        assertThat(run.exitCode()).isEqualTo(64);
    }

    @Test
    void printsViolationsAndWritesNothingForAnInvalidCsv() throws IOException {
        Files.writeString(csv, HEADER + ",Mug," + host.url("/mug.jpg") + "\n");

        var run = run();

        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.err()).singleElement().asString().startsWith(csv + ":2:1: blank_serial_number: ");
        assertThat(out).doesNotExist();
    }

    @Test
    void prefixesNamesWithThePublicUrl() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");

        run("--public-url=https://cdn.example/shop/");

        assertThat(outputLine(1)).contains(",https://cdn.example/shop/images/");
    }

    @Test
    void blocksPrivateNetworksByDefault() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");

        var run = CommandRun.of("run", csv.toString(), "--out=" + out);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).last().asString().contains(": blocked_address: ");
        assertThat(host.connectionCount()).isZero();
    }

    @Test
    void requiresAnOutputFolder() {
        var run = CommandRun.of("run", csv.toString());

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).singleElement().asString().contains("--out=DIR");
    }

    private CommandRun run(String... options) {
        var arguments = new ArrayList<>(List.of("run", csv.toString(), "--out=" + out, "--allow-private-networks"));
        arguments.addAll(Arrays.asList(options));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private String outputLine(int line) throws IOException {
        return Files.readAllLines(out.resolve("output.csv")).get(line);
    }

    private List<Path> images() throws IOException {
        try (var files = Files.list(out.resolve("images"))) {
            return files.toList();
        }
    }

    private static MockResponse image(String name) throws IOException {
        try (var file = Objects.requireNonNull(DemoCatalog.class.getResourceAsStream("demo-images/" + name))) {
            return MockResponse.image("image/jpeg", file.readAllBytes());
        }
    }
}
