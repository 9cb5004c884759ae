package dev.halftone.engine.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Formats that people send in place of a CSV, told by their first bytes.
enum BinaryFormat {
    ZIP("PK\003\004", "an Excel workbook (.xlsx) or another ZIP archive", true),
    OLE("\u00D0\u00CF\u0011\u00E0", "an old Excel workbook (.xls) or another Office document", true),
    PDF("%PDF-", "a PDF document", true),
    PNG("\u0089PNG", "a PNG picture", false),
    JPEG("\u00FF\u00D8\u00FF", "a JPEG picture", false),
    GZIP("\u001F\u008B", "a gzip archive", false);

    private final String signature;
    private final String words;
    private final boolean table;

    BinaryFormat(String signature, String words, boolean table) {
        this.signature = signature;
        this.words = words;
        this.table = table;
    }

    static Optional<BinaryFormat> of(byte[] head) {
        var bytes = new String(head, StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(format -> bytes.startsWith(format.signature))
                .findFirst();
    }

    /// What to tell its sender.
    String message() {
        var way = table ? "Open it in your spreadsheet program and save it as CSV (UTF-8)." : "Send the CSV itself.";
        return "This is " + words + ", not a CSV. " + way;
    }
}
