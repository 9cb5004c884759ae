package dev.halftone.engine.xlsx;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a file is that is not a workbook, in a sentence for the sender.
final class FileKind {
    private static final String SAVE_AS = " Save it as an Excel workbook (.xlsx) and send that.";
    private static final String OLE = "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1";
    private static final String ZIP = "PK";

    private FileKind() {}

    /// Why a file cannot be a workbook, from its first bytes; empty for a ZIP archive.
    static Optional<String> refusal(Path file) throws IOException {
        String head;
        try (var in = Files.newInputStream(file)) {
            head = new String(in.readNBytes(OLE.length()), StandardCharsets.ISO_8859_1);
        }
        if (head.startsWith(ZIP)) return Optional.empty();
        if (!head.equals(OLE)) return Optional.of("This is not an Excel workbook (.xlsx).");
        return Optional.of(
                isEncrypted(file)
                        ? passwordProtected()
                        : "This is an old Excel workbook (.xls) or another old Office document." + SAVE_AS);
    }

    /// Office puts an encrypted workbook into the stream `EncryptedPackage` of an OLE file (MS-OFFCRYPTO
    /// 2.3.4.4).
    private static boolean isEncrypted(Path file) throws IOException {
        var name = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
        try (var in = new BufferedInputStream(Files.newInputStream(file), 64 * 1024)) {
            int matched = 0;
            for (int b = in.read(); b >= 0 && matched < name.length; b = in.read()) {
                // The first letter is not in the name again, so a mismatch can only begin a new match.
                matched = b == name[matched] ? matched + 1 : b == name[0] ? 1 : 0;
            }
            return matched == name.length;
        }
    }

    static String passwordProtected() {
        return "The workbook is protected by a password. Remove the password in Excel (File, Info, Protect Workbook)"
                + " and send it again.";
    }

    /// Why an Office document is no workbook that we take, from the type of its main part; empty if it is
    /// one.
    ///
    /// Workbooks with macros and templates are refused although they could be copied: Excel does not open
    /// them under the name `output.xlsx`.
    static Optional<String> refusal(String mainType) {
        if (mainType.contains("wordprocessingml")) return Optional.of(notA("a Word document (.docx)"));
        if (mainType.contains("presentationml")) return Optional.of(notA("a PowerPoint presentation (.pptx)"));
        if (mainType.contains("sheet.binary")) return Optional.of("This is a binary workbook (.xlsb)." + SAVE_AS);
        if (mainType.contains("macroEnabled")) {
            return Optional.of("This workbook has macros (.xlsm)." + SAVE_AS);
        }
        if (mainType.contains("template")) return Optional.of("This is an Excel template (.xltx)." + SAVE_AS);
        return Optional.empty();
    }

    /// What an archive is that has no main part.
    static String archive(WorkbookParts parts) {
        if (has(parts, "content.xml") && has(parts, "META-INF/manifest.xml")) {
            return "This is an OpenDocument file (.ods)." + SAVE_AS;
        }
        if (List.of("Index.zip", "Index/Document.iwa").stream().anyMatch(part -> has(parts, part))) {
            return "This is an Apple Numbers document (.numbers). Export it to Excel (.xlsx) and send that.";
        }
        return notA("a ZIP archive");
    }

    private static boolean has(WorkbookParts parts, String name) {
        return parts.entry(name).isPresent();
    }

    private static String notA(String description) {
        return "This is " + description + ", not an Excel workbook (.xlsx).";
    }
}
