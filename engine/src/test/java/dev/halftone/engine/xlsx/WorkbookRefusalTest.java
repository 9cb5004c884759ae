package dev.halftone.engine.xlsx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that are no workbook, or one made to do harm, and what the sender is told.
class WorkbookRefusalTest {
    private static final String ROW = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";

    @TempDir
    private Path folder;

    @Test
    void refusesOldAndEncryptedWorkbooks() throws Exception {
        var old = folder.resolve("old.xls");
        try (var workbook = new HSSFWorkbook();
                var out = Files.newOutputStream(old)) {
            workbook.createSheet().createRow(0).createCell(0).setCellValue("a");
            workbook.write(out);
        }
        var encrypted = folder.resolve("encrypted.xlsx");
        try (var files = new POIFSFileSystem();
                var out = Files.newOutputStream(encrypted)) {
            var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("secret");
            try (var content = encryptor.getDataStream(files)) {
                Files.copy(WorkbookFile.of(ROW).save(folder), content);
            }
            files.writeFilesystem(out);
        }

        assertThat(WorkbookReading.refusal(old)).startsWith("This is an old Excel workbook (.xls)");
        assertThat(WorkbookReading.refusal(encrypted)).startsWith("The workbook is protected by a password.");
    }

    @Test
    void refusesZipEncryption() throws IOException {
        var bytes = Files.readAllBytes(WorkbookFile.of(ROW).save(folder));
        int directory = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\001\002");
        bytes[directory + 8] |= 1;

        assertThat(refusal(bytes)).startsWith("The workbook is protected by a password.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/vnd.ms-excel.sheet.macroEnabled.main+xml | This workbook has macros (.xlsm).",
                "application/vnd.ms-excel.sheet.binary.macroEnabled.main | This is a binary workbook (.xlsb).",
                "template.main+xml | This is an Excel template (.xltx).",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml | This is a Word document",
                "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml | This is a PowerPoint"
            })
    void refusesOtherOfficeDocuments(String type, String message) throws IOException {
        var file = WorkbookFile.of(ROW).with("[Content_Types].xml", WorkbookFile.contentTypes(type));

        assertThat(WorkbookReading.refusal(file.save(folder))).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mimetype,content.xml,META-INF/manifest.xml | This is an OpenDocument file (.ods).",
                "Index/Document.iwa | This is an Apple Numbers document (.numbers).",
                "products.csv | This is a ZIP archive, not an Excel workbook (.xlsx)."
            })
    void refusesOtherArchives(String entries, String message) throws IOException {
        var file = folder.resolve("other.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var name : entries.split(",", -1)) zip.putNextEntry(new ZipEntry(name));
        }

        assertThat(WorkbookReading.refusal(file)).startsWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "Serial Number,Product Name\r\n", "%PDF-1.7"})
    void refusesFilesThatAreNoArchive(String content) throws IOException {
        assertThat(refusal(content.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("This is not an Excel workbook (.xlsx).");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"})
    void refusesWorkbooksWithoutAPart(String part) throws IOException {
        assertThat(WorkbookReading.refusal(WorkbookFile.of(ROW).without(part).save(folder)))
                .startsWith("The workbook is damaged: ");
    }

    @Test
    void refusesDocumentTypesSoThatNoEntityIsExpanded() throws IOException {
        var bomb = """
                <?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">\
                <!ENTITY c SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;&c;</t>\
                </is></c></row></sheetData></worksheet>""";

        assertThat(WorkbookReading.rows(WorkbookFile.ofSheet(bomb).save(folder)))
                .containsExactly("The workbook is damaged: its XML has a DTD, which workbooks never have.");
        assertThat(WorkbookReading.refusal(
                        WorkbookFile.of(ROW).with("xl/workbook.xml", bomb).save(folder)))
                .contains("DTD");
    }

    @Test
    void stopsAtWhatUnpacksToFarMore() throws IOException {
        var limits = new Workbook.Limits(100, 1_000_000_000, 200);
        var file = folder.resolve("bomb.xlsx");
        var workbook = WorkbookFile.of("");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var name : workbook.names()) {
                zip.putNextEntry(new ZipEntry(name));
                if (name.contains("sheet1")) writeBlanks(zip, 20_000_000);
                else zip.write(workbook.part(name).getBytes(StandardCharsets.UTF_8));
            }
        }

        assertThat(rows(file, limits))
                .isEqualTo("The file unpacks to more than 200 times its size, as files made to do harm do.");
        assertThat(rows(file, new Workbook.Limits(100, 1_000_000, 200)))
                .isEqualTo(
                        "The file is too large: \"xl/worksheets/sheet1.xml\" in it has more than 1,000,000 bytes when"
                                + " it is unpacked.");
        assertThat(WorkbookReading.refusal(file, new Workbook.Limits(4, 1_000_000, 200)))
                .isEqualTo("The file holds more than 4 files.");
    }

    private static void writeBlanks(OutputStream out, int bytes) throws IOException {
        var blanks = "<!-- blank -->".repeat(1000).getBytes(StandardCharsets.UTF_8);
        out.write("<worksheet><sheetData>".getBytes(StandardCharsets.UTF_8));
        for (int written = 0; written < bytes; written += blanks.length) out.write(blanks);
        out.write("</sheetData></worksheet>".getBytes(StandardCharsets.UTF_8));
    }

    private static String rows(Path file, Workbook.Limits limits) throws IOException {
        if (!(Workbook.open(file, limits) instanceof Workbook.OpenResult.Opened(var workbook))) {
            throw new AssertionError("refused");
        }
        try (workbook) {
            return String.join(
                    "\n", WorkbookReading.rows(workbook, workbook.sheets().getFirst()));
        }
    }

    @Test
    void refusesDeepNestingAndEndlessTexts() throws IOException {
        for (var xml : new String[] {
            "<row>" + "<a>".repeat(100_000), "<row a=\"" + "x".repeat(17_000_000), "<row>" + "x".repeat(17_000_000)
        }) {
            assertThat(WorkbookReading.rows(WorkbookFile.of(xml).save(folder)))
                    .singleElement()
                    .asString()
                    .startsWith("The");
        }
    }

    /// However a workbook is damaged, reading it gives rows or a message, never an exception.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void answersToDamagedFilesWithASentence(long seed) throws IOException {
        var random = new Random(seed);
        var whole = Files.readAllBytes(WorkbookFile.of(ROW, "<si><t>a</t></si>").save(folder));
        for (int i = 0; i < 200; i++) {
            var bytes = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int changes = random.nextInt(4); changes >= 0 && bytes.length > 4; changes--) {
                bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt(256);
            }
            var file = Files.write(folder.resolve("damaged.xlsx"), bytes);

            if (Workbook.open(file, Workbook.Limits.defaults()) instanceof Workbook.OpenResult.Opened(var workbook)) {
                try (workbook) {
                    WorkbookReading.rows(workbook, workbook.sheets().getFirst());
                }
            } else {
                assertThat(WorkbookReading.refusal(file)).endsWith(".");
            }
        }
    }

    private String refusal(byte[] bytes) throws IOException {
        return WorkbookReading.refusal(Files.write(folder.resolve("file"), bytes));
    }
}
