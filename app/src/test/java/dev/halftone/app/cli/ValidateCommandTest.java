package dev.halftone.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    @TempDir
    Path folder;

    private Path csv;

    @BeforeEach
    void setCsv() {
        csv = folder.resolve("my products.csv");
    }

    @Test
    void acceptsAValidCsv() throws IOException {
        Files.writeString(csv, """
                Serial Number,Product Name,Input Image URLs
                1,Chair,"https://example.com/1.jpg,https://example.com/2.jpg"
                2,Table,https://example.com/3.jpg
                """);

        var run = CommandRun.of("validate", csv.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).containsExactly(csv + ": valid, rows: 2, images: 3, warnings: 0");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void readsACompressedExport() throws IOException {
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(csv))) {
            gzip.write("Handle,Title,Image Src\nmug,Mug,https://example.com/1.jpg\nmug,,\n".getBytes(UTF_8));
        }

        var run = CommandRun.of("validate", csv.toString());

        assertThat(run.out()).containsExactly(csv + ": valid, rows: 1, images: 1, warnings: 0, layout: shopify");
    }

    @Test
    void printsTheResultAsJson() throws IOException {
        Files.writeString(csv, "Ref,Photo\n1,https://example.com/1.jpg\n");

        var run = CommandRun.of("validate", csv.toString(), "--json");

        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.out())
                .singleElement()
                .asString()
                .startsWith(
                        "{\"valid\":false,\"layout\":null,\"sheet\":null,\"sheets\":[],\"columns\":[{\"name\":\"Ref\",\"role\":\"other\"");
        assertThat(CommandRun.of("validate", csv.toString(), "--image-column=photo")
                        .exitCode())
                .isZero();
    }

    @Test
    void printsWarnings() throws IOException {
        Files.writeString(csv, """
                Serial Number,Product Name,Input Image URLs
                1,Chair,https://example.com/1.jpg
                1,Table,https://example.com/3.jpg
                """);

        var run = CommandRun.of("validate", csv.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).containsExactly(csv + ": valid, rows: 2, images: 2, warnings: 1");
        assertThat(run.err()).singleElement().asString().startsWith(csv + ":3:1: warning: repeated_serial_number: ");
    }

    @Test
    void printsEachViolationWithItsPosition() throws IOException {
        Files.writeString(csv, """
                Serial Number,Product Name,Input Image URLs
                ,Chair,https://example.com/1.jpg
                2,,https://example.com/3.jpg
                """);

        var run = CommandRun.of("validate", csv.toString());

        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.out()).containsExactly(csv + ": invalid, violations: 2");
        assertThat(run.err()).hasSize(2);
        assertThat(run.err().getFirst()).startsWith(csv + ":2:1: blank_serial_number: ");
        assertThat(run.err().getLast()).startsWith(csv + ":3:2: blank_product_name: ");
    }

    @Test
    void countsUnlistedViolations() throws IOException {
        Files.writeString(csv, "Serial Number,Product Name,Input Image URLs\n" + ",Chair,https://x.org/\n".repeat(130));

        var run = CommandRun.of("validate", csv.toString());

        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.err()).hasSize(101).last().isEqualTo(csv + ": violations not listed: 30");
    }

    @Test
    void reportsAMissingFile() {
        var run = CommandRun.of("validate", csv.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).containsExactly("halftone: " + csv + ": no such file or folder");
    }

    @Test
    void rejectsAFolder() {
        var run = CommandRun.of("validate", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).containsExactly("halftone: " + folder + ": is a folder");
    }
}
