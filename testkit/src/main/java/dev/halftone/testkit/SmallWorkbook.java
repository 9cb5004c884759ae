package dev.halftone.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The least that is a workbook (ECMA-376): sheets of texts.
public final class SmallWorkbook {
    private static final String PACKAGES = "http://schemas.openxmlformats.org/package/2006/";
    private static final String DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private final List<Sheet> sheets;

    private SmallWorkbook(List<Sheet> sheets) {
        this.sheets = sheets;
    }

    /// Writes a workbook whose sheet `Products` has these rows.
    public static void write(Path file, List<List<String>> rows) throws IOException {
        write(file, new Sheet("Products", rows));
    }

    /// Writes a workbook.
    public static void write(Path file, Sheet... sheets) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            new SmallWorkbook(List.of(sheets)).write(zip);
        }
    }

    /// A sheet. Its texts need no escapes.
    public record Sheet(String name, List<List<String>> rows) {}

    private void write(ZipOutputStream zip) throws IOException {
        write(zip, "[Content_Types].xml", """
                <Types xmlns='%scontent-types'>
                  <Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>
                  <Override PartName='/xl/workbook.xml' ContentType='%ssheet.main+xml'/>
                  %s
                </Types>""".formatted(
                        PACKAGES, CONTENT, ofEachSheet(n -> """
                <Override PartName='/xl/worksheets/sheet%d.xml' ContentType='%sworksheet+xml'/>""".formatted(n, CONTENT))));
        write(zip, "_rels/.rels", relationships(relationship(1, "officeDocument", "xl/workbook.xml")));
        write(
                zip,
                "xl/_rels/workbook.xml.rels",
                relationships(ofEachSheet(n -> relationship(n, "worksheet", "worksheets/sheet" + n + ".xml"))));
        write(zip, "xl/workbook.xml", """
                <workbook xmlns='%s' xmlns:r='%s'><sheets>%s</sheets></workbook>""".formatted(
                        MAIN,
                        DOCUMENT,
                        ofEachSheet(n ->
                                "<sheet name='%s' sheetId='%d' r:id='r%d'/>".formatted(sheets.get(n - 1).name, n, n))));
        for (var n = 1; n <= sheets.size(); n++) {
            var rows = sheets.get(n - 1).rows.stream().map(SmallWorkbook::row).collect(Collectors.joining());
            write(
                    zip,
                    "xl/worksheets/sheet" + n + ".xml",
                    "<worksheet xmlns='%s'><sheetData>%s</sheetData></worksheet>".formatted(MAIN, rows));
        }
    }

    /// @param xml receives the number of a sheet, from 1
    private String ofEachSheet(IntFunction<String> xml) {
        return IntStream.rangeClosed(1, sheets.size()).mapToObj(xml).collect(Collectors.joining());
    }

    private static String relationships(String relationships) {
        return "<Relationships xmlns='%srelationships'>%s</Relationships>".formatted(PACKAGES, relationships);
    }

    private static String relationship(int number, String type, String target) {
        return "<Relationship Id='r%d' Type='%s/%s' Target='%s'/>".formatted(number, DOCUMENT, type, target);
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map("<c t='inlineStr'><is><t>%s</t></is></c>"::formatted)
                .collect(Collectors.joining("", "<row>", "</row>"));
    }

    private static void write(ZipOutputStream zip, String name, String xml) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(xml.getBytes(UTF_8));
    }
}
