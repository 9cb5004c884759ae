package dev.halftone.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The least that is a workbook (ECMA-376): one sheet of texts.
public final class SmallWorkbook {
    private static final String PACKAGES = "http://schemas.openxmlformats.org/package/2006/";
    private static final String DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private SmallWorkbook() {}

    /// Writes a workbook whose sheet `Products` has these rows. Their texts need no escapes.
    public static void write(Path file, List<List<String>> rows) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            write(zip, "[Content_Types].xml", """
                    <Types xmlns='%scontent-types'>
                      <Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>
                      <Override PartName='/xl/workbook.xml' ContentType='%ssheet.main+xml'/>
                      <Override PartName='/xl/worksheets/sheet1.xml' ContentType='%sworksheet+xml'/>
                    </Types>""".formatted(PACKAGES, CONTENT, CONTENT));
            write(zip, "_rels/.rels", relationship("officeDocument", "xl/workbook.xml"));
            write(zip, "xl/_rels/workbook.xml.rels", relationship("worksheet", "worksheets/sheet1.xml"));
            write(zip, "xl/workbook.xml", """
                    <workbook xmlns='%s' xmlns:r='%s'>
                      <sheets><sheet name='Products' sheetId='1' r:id='r1'/></sheets>
                    </workbook>""".formatted(MAIN, DOCUMENT));
            write(
                    zip,
                    "xl/worksheets/sheet1.xml",
                    rows.stream()
                            .map(SmallWorkbook::row)
                            .collect(Collectors.joining(
                                    "", "<worksheet xmlns='" + MAIN + "'><sheetData>", "</sheetData></worksheet>")));
        }
    }

    private static String relationship(String type, String target) {
        return "<Relationships xmlns='%srelationships'><Relationship Id='r1' Type='%s/%s' Target='%s'/></Relationships>"
                .formatted(PACKAGES, DOCUMENT, type, target);
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
