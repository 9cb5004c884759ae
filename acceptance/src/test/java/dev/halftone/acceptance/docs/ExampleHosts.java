package dev.halftone.acceptance.docs;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ProjectFiles;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.WebhookInbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The hosts in the manual's examples: an image host with the images of `products.csv`, one of them missing, and one
/// that never responds; and a receiver of webhooks.
public final class ExampleHosts implements AutoCloseable {
    private final ImageHost host = ImageHost.start();
    private final WebhookInbox inbox = new WebhookInbox();

    public ExampleHosts() {
        for (var path : new String[] {"/chair-1.jpg", "/chair-2.jpg"}) {
            host.respondTo(path, MockResponse.image("image/jpeg", ImageHostFixture.jpeg(1)));
        }
        host.respondTo("/slow.jpg", MockResponse.noResponse());
        host.respondTo(
                "/products.csv", MockResponse.image("text/csv", sampleCsv().getBytes(StandardCharsets.UTF_8)));
    }

    /// Writes the CSV files of the manual's examples into a folder: `products.csv` with the images of this
    /// host, and `catalogue.csv` with an image that never responds.
    void writeExamples(Path folder) {
        try {
            Files.writeString(folder.resolve("products.csv"), sampleCsv());
            Files.writeString(
                    folder.resolve("catalogue.csv"), ImageHostFixture.HEADER + "1,Slow,%s\n".formatted(slowImageUrl()));
            writeWorkbook(folder.resolve("products.xlsx"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String sampleCsv() {
        return ProjectFiles.text("docs/examples/products.csv").replace("https://img.example", host.url(""));
    }

    /// Writes the least that is a workbook (ECMA-376): one sheet with a header and a product.
    private void writeWorkbook(Path file) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            var packages = "http://schemas.openxmlformats.org/package/2006/";
            var main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
            var document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
            var content = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
            write(
                    zip,
                    "[Content_Types].xml",
                    "<Types xmlns='%scontent-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Override PartName='/xl/workbook.xml' ContentType='%ssheet.main+xml'/><Override PartName='/xl/worksheets/sheet1.xml' ContentType='%sworksheet+xml'/></Types>"
                            .formatted(packages, content, content));
            write(
                    zip,
                    "_rels/.rels",
                    "<Relationships xmlns='%srelationships'><Relationship Id='r1' Type='%s/officeDocument' Target='xl/workbook.xml'/></Relationships>"
                            .formatted(packages, document));
            write(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    "<Relationships xmlns='%srelationships'><Relationship Id='r1' Type='%s/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"
                            .formatted(packages, document));
            write(
                    zip,
                    "xl/workbook.xml",
                    "<workbook xmlns='%s' xmlns:r='%s'><sheets><sheet name='Products' sheetId='1' r:id='r1'/></sheets></workbook>"
                            .formatted(main, document));
            write(
                    zip,
                    "xl/worksheets/sheet1.xml",
                    "<worksheet xmlns='%s'><sheetData>%s%s</sheetData></worksheet>"
                            .formatted(
                                    main,
                                    row("Serial Number", "Product Name", "Input Image URLs"),
                                    row("1", "Chair", imageUrl())));
        }
    }

    private static String row(String... cells) {
        return Stream.of(cells)
                .map("<c t='inlineStr'><is><t>%s</t></is></c>"::formatted)
                .collect(Collectors.joining("", "<row>", "</row>"));
    }

    private static void write(ZipOutputStream zip, String name, String xml) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(xml.getBytes(StandardCharsets.UTF_8));
    }

    String catalogUrl() {
        return host.url("/products.csv");
    }

    public String imageUrl() {
        return host.url("/chair-1.jpg");
    }

    String missingImageUrl() {
        return host.url("/missing.jpg");
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
