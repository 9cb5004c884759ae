package dev.halftone.engine.xlsx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.ss.util.NumberToTextConverter;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Workbooks that Apache POI wrote, and what it says of our copies.
class PoiRoundTripTest {
    private static final List<String> TEXTS = List.of(
            "", "007", " blanks ", "https://a/1.jpg,https://a/2.jpg", "<&>\"'", "line\nfeed", "😀 ü", "_x0041_");

    @TempDir
    private Path folder;

    @Test
    void listsSheetsInOrderWithHiddenOnes() throws IOException {
        try (var poi = new XSSFWorkbook()) {
            poi.createSheet("Café & Co");
            poi.createSheet("second");
            poi.createSheet("third");
            poi.setSheetVisibility(1, SheetVisibility.HIDDEN);
            poi.setSheetVisibility(2, SheetVisibility.VERY_HIDDEN);

            try (var workbook = WorkbookReading.open(save(poi))) {
                assertThat(workbook.sheets())
                        .extracting(sheet -> sheet.name() + " " + sheet.isHidden())
                        .containsExactly("Café & Co false", "second true", "third true");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void readsAndReplacesTheCellsOfGeneratedWorkbooks(long seed) throws IOException {
        var random = new Random(seed);
        try (var poi = generated(random)) {
            var file = save(poi);
            assertThat(WorkbookReading.rows(file)).isEqualTo(rows(poi));

            var edits = new TreeMap<Integer, Map<Integer, String>>();
            var added = random.nextBoolean() ? OptionalInt.of(9) : OptionalInt.empty();
            for (Row row : poi.getSheetAt(0)) {
                var texts = new TreeMap<Integer, String>();
                for (Cell cell : row) {
                    if (random.nextInt(3) == 0)
                        texts.put(cell.getColumnIndex(), TEXTS.get(random.nextInt(TEXTS.size())));
                }
                added.ifPresent(column -> texts.put(column, "added"));
                if (!texts.isEmpty()) edits.put(row.getRowNum() + 1, texts);
            }
            var copy = WorkbookReading.copy(file, edits, added);

            for (var row : edits.entrySet()) {
                for (var text : row.getValue().entrySet()) {
                    var poiRow = poi.getSheetAt(0).getRow(row.getKey() - 1);
                    var cell = poiRow.getCell(text.getKey(), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
                    cell.removeFormula();
                    cell.setBlank();
                    // POI takes "_x" for the beginning of an escape.
                    if (!text.getValue().isEmpty())
                        cell.setCellValue(text.getValue().replace("_x", "_x005F_x"));
                }
            }
            try (var read = new XSSFWorkbook(new ByteArrayInputStream(copy))) {
                assertThat(description(read)).isEqualTo(description(poi));
            }
            assertThat(WorkbookReading.copy(file, edits, added)).isEqualTo(copy);
        }
    }

    @Test
    void readsWhatIsWrittenAsAStream() throws IOException {
        try (var poi = new SXSSFWorkbook(null, 10, true, true)) {
            var sheet = poi.createSheet();
            for (int row = 0; row < 1000; row++) {
                sheet.createRow(row).createCell(row % 5).setCellValue("text " + row % 7);
            }

            var rows = WorkbookReading.rows(save(poi));

            assertThat(rows).hasSize(1000).contains("1: A=text 0", "1000: E=text 5");
        }
    }

    /// Texts, whole numbers, decimals, booleans, formulas, gaps, styles, widths, merged cells and links.
    private static XSSFWorkbook generated(Random random) {
        var poi = new XSSFWorkbook();
        var sheet = poi.createSheet("Products");
        var style = poi.createCellStyle();
        style.setFillForegroundColor(IndexedColors.AQUA.getIndex());
        style.setWrapText(true);
        sheet.setColumnWidth(2, 7000);
        int row = 0;
        for (int i = 0; i < 40; i++) {
            row += 1 + random.nextInt(3) / 2;
            var poiRow = sheet.createRow(row);
            if (random.nextInt(4) == 0) poiRow.setHeightInPoints(30);
            for (int column = 0; column < 9; column++) {
                if (random.nextInt(3) == 0) continue;
                var cell = poiRow.createCell(column);
                fill(cell, random);
                if (random.nextInt(3) == 0) cell.setCellStyle(style);
                if (random.nextInt(30) == 0) link(cell);
            }
        }
        sheet.addMergedRegion(new CellRangeAddress(1, 2, 0, 1));
        sheet.createFreezePane(0, 1);
        poi.createSheet("Other").createRow(0).createCell(0).setCellFormula("Products!A1&\"x\"");
        return poi;
    }

    private static void fill(Cell cell, Random random) {
        switch (random.nextInt(6)) {
            case 0, 1 -> cell.setCellValue(TEXTS.get(random.nextInt(TEXTS.size())));
            case 2 -> cell.setCellValue((double) random.nextLong(1_000_000_000_000_000L));
            case 3 -> cell.setCellValue(random.nextInt(100_000) / 100.0);
            case 4 -> cell.setCellValue(random.nextBoolean());
            default -> {
                cell.setCellFormula("1+1");
                cell.setCellValue(2);
            }
        }
    }

    private static void link(Cell cell) {
        var link = cell.getSheet().getWorkbook().getCreationHelper().createHyperlink(HyperlinkType.URL);
        link.setAddress("https://a/" + cell.getAddress() + ".jpg");
        cell.setHyperlink(link);
    }

    /// The rows as [WorkbookReading#rows] writes them, by what POI says.
    private static List<String> rows(XSSFWorkbook poi) {
        var rows = new ArrayList<String>();
        for (Row row : poi.getSheetAt(0)) {
            var cells = new ArrayList<String>();
            for (Cell cell : row) {
                var link = cell.getHyperlink() == null
                        ? ""
                        : " -> " + cell.getHyperlink().getAddress();
                var text = text(cell);
                if (!text.isEmpty() || !link.isEmpty()) {
                    cells.add(CellReference.convertNumToColString(cell.getColumnIndex()) + "=" + text + link);
                }
            }
            if (!cells.isEmpty()) rows.add(row.getRowNum() + 1 + ": " + String.join("|", cells));
        }
        return rows;
    }

    private static String text(Cell cell) {
        var type = cell.getCellType() == CellType.FORMULA ? cell.getCachedFormulaResultType() : cell.getCellType();
        return switch (type) {
            case STRING -> cell.getStringCellValue();
            case NUMERIC -> NumberToTextConverter.toText(cell.getNumericCellValue());
            case BOOLEAN -> cell.getBooleanCellValue() ? "TRUE" : "FALSE";
            default -> "";
        };
    }

    /// All that a user sees of a workbook. A replaced cell has no link.
    private static String description(XSSFWorkbook poi) {
        var text = new StringBuilder();
        for (var sheet : poi) {
            text.append(sheet.getSheetName())
                    .append(sheet.getColumnWidth(2))
                    .append(sheet.getMergedRegions())
                    .append(sheet.getPaneInformation() != null)
                    .append('\n');
            for (Row row : sheet) {
                text.append(row.getRowNum()).append(' ').append(row.getHeightInPoints());
                for (Cell cell : row) {
                    if (cell.getCellType() == CellType.BLANK
                            && cell.getCellStyle().getIndex() == 0) continue;
                    text.append("|")
                            .append(cell.getColumnIndex())
                            .append(cell.getCellType())
                            .append(cell.getCellType() == CellType.FORMULA ? cell.getCellFormula() : "")
                            .append(text(cell));
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    private Path save(org.apache.poi.ss.usermodel.Workbook poi) throws IOException {
        var out = new ByteArrayOutputStream();
        poi.write(out);
        return Files.write(Files.createTempFile(folder, "poi", ".xlsx"), out.toByteArray());
    }
}
