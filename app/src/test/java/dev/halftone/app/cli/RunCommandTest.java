package dev.halftone.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.report.ReportJson;
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
        assertThat(run.out()).startsWith("1 image succeeded, 1 failed");
        assertThat(run.err())
                .contains("1 image failed:", "http_404  1  No image was found at the URL.")
                .anyMatch(line -> line.startsWith("1: " + host.url("/gone.jpg") + ": http_404: "))
                .endsWith("all failed images: " + out.resolve("failed.csv"));
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
        assertThat(run.err()).anyMatch(line -> line.startsWith("2: N/A: invalid_url: "));
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
        assertThat(run.err())
                .anyMatch(line -> line.contains(": too_many_redirects: ") && line.contains("max-redirects is 0"));
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
        assertThat(other.out()).contains("1 old image removed (--keep-old keeps them)");
        assertThat(images()).hasSize(2).doesNotContainAnyElementsOf(before);
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
    void restoresTheOutputOfAnEarlierCsvWhoseImagesWereKept() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");
        run();
        var before = Files.readString(out.resolve("output.csv"));
        var other = Files.writeString(folder.resolve("other.csv"), HEADER + "1,Lamp," + host.url("/lamp.png") + "\n");
        CommandRun.of("run", other.toString(), "--out=" + out, "--allow-private-networks", "--keep-old");

        run("--keep-old");

        assertThat(out.resolve("output.csv")).hasContent(before);
        assertThat(host.requests("/mug.jpg")).hasSize(1);
    }

    @Test
    void removesTheImagesOfAnotherQuality() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug,\"" + host.url("/mug.jpg") + "," + host.url("/lamp.png") + "\"\n");
        run();
        var before = images();
        var foreign = List.of("0123456789abcdef0123456789abcdef.jpg", "photo.jpg", "readme.txt");
        for (var name : foreign) Files.writeString(out.resolve("images").resolve(name), name);

        var other = run("--quality=30");

        assertThat(other.out()).contains("2 old images removed (--keep-old keeps them)");
        assertThat(images()).doesNotContainAnyElementsOf(before).hasSize(2 + foreign.size());
        assertThat(foreign).allMatch(name -> Files.exists(out.resolve("images").resolve(name)));
    }

    @Test
    void keepsTheImagesOfAnotherQualityWhenAsked() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");
        run();
        var before = images();

        var other = run("--quality=30", "--keep-old");

        assertThat(other.out()).noneMatch(line -> line.contains("removed"));
        assertThat(images()).hasSize(2).containsAll(before);
    }

    /// The first of these runs removes its images; the last must not reuse what is gone.
    @Test
    void makesRemovedImagesAgain() throws IOException {
        host.respondTo("/mug.jpg", image("mug-teal.jpg").withHeader("ETag", "\"a1\""));
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");
        run();
        var before = images();
        var outputBefore = Files.readString(out.resolve("output.csv"));
        run("--quality=30");

        var again = run();

        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("1 old image removed (--keep-old keeps them)");
        assertThat(images()).containsExactlyElementsOf(before);
        assertThat(out.resolve("output.csv")).hasContent(outputBefore);
    }

    /// Its old name stays in the place of a failed image, so the file must stay, too.
    @Test
    void keepsAnImageOfAnEarlierJobThatTheOutputStillNames() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");
        run("--public-url=" + host.url(""));
        var before = images();
        var old = host.url("/images/" + before.getFirst().getFileName());
        Files.writeString(csv, "Handle,Title,Image Src\nmug,Mug," + old + "\n");

        var other = run();

        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(outputLine(1)).contains(old);
        assertThat(images()).containsAll(before);
    }

    @Test
    void listsFailedImagesUpToALimitAndAllInAFile() throws IOException {
        var urls = IntStream.rangeClosed(1, 5)
                .mapToObj(n -> host.url("/none-%d.jpg".formatted(n)))
                .toList();
        Files.writeString(
                csv, HEADER + "1,\"Mug, blue\",\"" + String.join(",", urls) + "," + host.url("/mug.jpg") + "\"\n");

        var run = run("--max-listed=2");

        assertThat(run.err()).filteredOn(line -> line.startsWith("1: ")).hasSize(2);
        assertThat(run.err())
                .contains("5 images failed:", "http_404  5  No image was found at the URL.")
                .endsWith("3 more failed images", "all failed images: " + out.resolve("failed.csv"));
        assertThat(Files.readAllLines(out.resolve("failed.csv")))
                .hasSize(6)
                .startsWith("Serial Number,Product Name,Input Image URLs,Output Image URLs,Position,Code,Message")
                .element(1)
                .asString()
                .startsWith("1,\"Mug, blue\"," + urls.getFirst() + ",,1,http_404,");
    }

    @Test
    void removesTheListOfFailedImagesWhenNoneFailsAnyMore() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/gone.jpg") + "\n");
        run();
        assertThat(out.resolve("failed.csv")).exists();
        host.respondTo("/gone.jpg", image("chair-oak.jpg"));

        run();

        assertThat(out.resolve("failed.csv")).doesNotExist();
    }

    @Test
    void printsNothingButFailuresWhenQuiet() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug,\"" + host.url("/mug.jpg") + "," + host.url("/gone.jpg") + "\"\n");

        var run = run("--quiet");
        host.respondTo("/gone.jpg", image("chair-oak.jpg"));
        var again = run("--quiet");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).hasSize(4).noneMatch(line -> line.contains("100%"));
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).isEmpty();
        assertThat(again.err()).isEmpty();
    }

    @Test
    void printsOneJsonObjectALine() throws IOException {
        Files.writeString(csv, HEADER + "007,Crème,\"" + host.url("/mug.jpg") + "," + host.url("/gone.jpg") + "\"\n");

        var run = run("--json");

        var events = run.out().stream().map(ReportJson.mapper()::readTree).toList();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEmpty();
        assertThat(events)
                .extracting(event -> event.get("event").asString())
                .contains("progress", "image")
                .endsWith("summary");
        var images = events.stream()
                .filter(event -> event.get("event").asString().equals("image"))
                .toList();
        assertThat(images)
                .hasSize(2)
                .allSatisfy(image ->
                        assertThat(image.get("serial_number").asString()).isEqualTo("007"));
        var succeeded = images.stream()
                .filter(image -> image.get("position").asInt() == 1)
                .findFirst()
                .orElseThrow();
        assertThat(succeeded.get("input_url").asString()).isEqualTo(host.url("/mug.jpg"));
        assertThat(succeeded.get("output_url").asString()).matches("images/[0-9a-f]{32}\\.jpg");
        assertThat(succeeded.get("status").asString()).isEqualTo("succeeded");
        assertThat(succeeded.get("bytes").get("in").asLong())
                .isGreaterThan(succeeded.get("bytes").get("out").asLong());
        var failed = images.stream()
                .filter(image -> image.get("position").asInt() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(failed.get("output_url").isNull()).isTrue();
        assertThat(failed.get("code").asString()).isEqualTo("http_404");
        assertThat(failed.get("message").asString()).isNotBlank();
        var summary = events.getLast();
        assertThat(summary.get("images").toString())
                .isEqualTo("{\"total\":2,\"done\":2,\"succeeded\":1,\"failed\":1,\"reused\":0}");
        assertThat(summary.get("failures").get(0).get("code").asString()).isEqualTo("http_404");
        assertThat(summary.get("failed_csv").asString())
                .isEqualTo(out.resolve("failed.csv").toString());
    }

    @Test
    void reportsEveryImageOfALargeRunOnceInJson() throws IOException {
        host.respondTo("/slow.jpg", MockResponse.status(503).withHeader("Retry-After", "1"), image("chair-oak.jpg"));
        var rows = IntStream.rangeClosed(1, 1_500)
                .mapToObj(n -> "%d,Mug,%s".formatted(n, n % 2 == 0 ? "N/A" : host.url("/mug.jpg")));
        Files.writeString(csv, HEADER + "0,Slow," + host.url("/slow.jpg") + "\n" + String.join("\n", rows.toList()));

        var run = run("--json");

        assertThat(run.out().stream()
                        .map(ReportJson.mapper()::readTree)
                        .filter(event -> event.get("event").asString().equals("image"))
                        .map(event -> event.get("serial_number").asInt()))
                .hasSize(1_501)
                .doesNotHaveDuplicates();
    }

    @Test
    void namesTheFileThatIsInTheWayOfTheFolder() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");
        Files.writeString(out, "");

        var run = run();
        var below = CommandRun.of("run", csv.toString(), "--out=" + out.resolve("below"));

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).singleElement().asString().contains("out must be a folder, and " + out + " is a file");
        assertThat(below.err()).singleElement().asString().contains("out must be a folder, and " + out + " is a file");
    }

    @Test
    void takesJpgForJpeg() throws IOException {
        Files.writeString(csv, HEADER + "1,Lamp," + host.url("/lamp.png") + "\n");

        run("--format=jpg");

        assertThat(outputLine(1)).endsWith(".jpg");
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
        assertThat(run.err()).anyMatch(line -> line.contains(": blocked_address: "));
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
