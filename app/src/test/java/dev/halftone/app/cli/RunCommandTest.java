package dev.halftone.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.report.ReportJson;
import dev.halftone.testkit.MockResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RunCommandTest extends RunFixture {
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
}
