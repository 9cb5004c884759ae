package dev.halftone.engine.xlsx;

import dev.halftone.engine.xlsx.Workbook.OpenResult;
import dev.halftone.engine.xlsx.Workbook.OpenResult.Opened;
import dev.halftone.engine.xlsx.Workbook.OpenResult.Refused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;

/// What the tests of workbooks read and write.
final class WorkbookReading {
    private WorkbookReading() {}

    static Workbook open(Path file) throws IOException {
        return switch (Workbook.open(file, Workbook.Limits.defaults())) {
            case Opened(var workbook) -> workbook;
            case Refused(var message) -> throw new AssertionError(message);
        };
    }

    static String refusal(Path file) throws IOException {
        return refusal(file, Workbook.Limits.defaults());
    }

    static String refusal(Path file, Workbook.Limits limits) throws IOException {
        return switch (Workbook.open(file, limits)) {
            case OpenResult.Opened(var workbook) -> {
                workbook.close();
                throw new AssertionError("opened");
            }
            case Refused(var message) -> message;
        };
    }

    /// The rows of the first sheet, each as `NUMBER: A=text|C=text`; at last why it is damaged, if it is.
    static List<String> rows(Path file) throws IOException {
        try (var workbook = open(file)) {
            return rows(workbook, workbook.sheets().getFirst());
        }
    }

    static List<String> rows(Workbook workbook, Workbook.Sheet sheet) throws IOException {
        var rows = new ArrayList<String>();
        try (var reader = workbook.rows(sheet)) {
            while (true) {
                switch (reader.next()) {
                    case SheetReader.Row row -> rows.add(text(row));
                    case SheetReader.Damaged(var message) -> {
                        rows.add(message);
                        return rows;
                    }
                    case SheetReader.End _ -> {
                        return rows;
                    }
                }
            }
        }
    }

    private static String text(SheetReader.Row row) {
        return row.cells().stream()
                .map(cell -> SheetGrid.letters(cell.column()) + "=" + cell.text()
                        + cell.link().map(" -> "::concat).orElse(""))
                .collect(Collectors.joining("|", row.number() + ": ", ""));
    }

    /// The only cell of the first sheet.
    static String onlyText(Path file) throws IOException {
        return String.join("\n", rows(file)).replaceFirst("^1: A=", "");
    }

    /// New texts by row and column.
    static SheetEdits edits(Map<Integer, Map<Integer, String>> texts, OptionalInt addedColumn) {
        var rows = new TreeMap<>(texts)
                .entrySet().stream().map(row -> new SheetEdits.RowEdit(row.getKey(), new TreeMap<>(row.getValue())));
        return new SheetEdits(addedColumn, rows.iterator());
    }

    static byte[] copy(Path file, Map<Integer, Map<Integer, String>> texts, OptionalInt addedColumn)
            throws IOException {
        var out = new ByteArrayOutputStream();
        try (var workbook = open(file)) {
            workbook.copy(workbook.sheets().getFirst(), edits(texts, addedColumn), out);
        }
        return out.toByteArray();
    }

    /// The content of an archive, read from the front as a stream.
    static Map<String, byte[]> entries(byte[] archive) throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }
}
