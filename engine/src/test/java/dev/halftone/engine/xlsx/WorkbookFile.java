package dev.halftone.engine.xlsx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A workbook written by hand, part by part.
final class WorkbookFile {
    static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006";
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    /// A workbook with one sheet.
    ///
    /// @param rows what is in its `sheetData`
    static WorkbookFile of(String rows) {
        return ofSheet("<worksheet xmlns=\"%s\"><sheetData>%s</sheetData></worksheet>".formatted(MAIN, rows));
    }

    /// A workbook with one sheet, and shared strings.
    static WorkbookFile of(String rows, String strings) {
        return of(rows).with("xl/sharedStrings.xml", "<sst xmlns=\"%s\">%s</sst>".formatted(MAIN, strings));
    }

    /// @param sheet the whole part of its one sheet
    static WorkbookFile ofSheet(String sheet) {
        return new WorkbookFile()
                .with("[Content_Types].xml", contentTypes("sheet.main+xml"))
                .with("_rels/.rels", relationships("rId1 officeDocument xl/workbook.xml"))
                .with("xl/workbook.xml", workbook("<sheet name=\"Products\" sheetId=\"1\" r:id=\"rId1\"/>"))
                .with(
                        "xl/_rels/workbook.xml.rels",
                        relationships(
                                "rId1 worksheet worksheets/sheet1.xml",
                                "rId2 sharedStrings sharedStrings.xml",
                                "rId3 calcChain calcChain.xml"))
                .with("xl/worksheets/sheet1.xml", sheet);
    }

    static String contentTypes(String mainType) {
        return "<Types xmlns=\"" + PACKAGE + "/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + override("/xl/workbook.xml", mainType.contains("/") ? mainType : TYPES + mainType)
                + override("/xl/worksheets/sheet1.xml", TYPES + "worksheet+xml")
                + override("/xl/sharedStrings.xml", TYPES + "sharedStrings+xml")
                + override("/xl/calcChain.xml", TYPES + "calcChain+xml")
                + "</Types>";
    }

    private static String override(String part, String type) {
        return "<Override PartName=\"" + part + "\" ContentType=\"" + type + "\"/>";
    }

    static String workbook(String sheets) {
        return "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets>%s</sheets></workbook>".formatted(MAIN, OFFICE, sheets);
    }

    /// @param all each as `ID TYPE TARGET`; a target with a colon is external
    static String relationships(String... all) {
        var xml = new StringBuilder("<Relationships xmlns=\"" + PACKAGE + "/relationships\">");
        for (var relationship : all) {
            var fields = relationship.split(" ", -1);
            var mode = fields[2].contains(":") ? " TargetMode=\"External\"" : "";
            xml.append("<Relationship Id=\"%s\" Type=\"%s/%s\" Target=\"%s\"%s/>"
                    .formatted(fields[0], OFFICE, fields[1], fields[2], mode));
        }
        return xml + "</Relationships>";
    }

    WorkbookFile with(String part, String xml) {
        return with(part, xml.startsWith("<?xml") ? xml : DECLARATION + xml, StandardCharsets.UTF_8);
    }

    WorkbookFile with(String part, String xml, Charset charset) {
        return with(part, xml.getBytes(charset));
    }

    WorkbookFile with(String part, byte[] bytes) {
        parts.put(part, bytes);
        return this;
    }

    WorkbookFile without(String part) {
        parts.remove(part);
        return this;
    }

    String part(String name) {
        return new String(parts.get(name), StandardCharsets.UTF_8);
    }

    List<String> names() {
        return List.copyOf(parts.keySet());
    }

    Path save(Path folder) {
        try {
            var file = Files.createTempFile(folder, "workbook", ".xlsx");
            try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
                for (var part : parts.entrySet()) {
                    zip.putNextEntry(new ZipEntry(part.getKey()));
                    zip.write(part.getValue());
                    zip.closeEntry();
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
