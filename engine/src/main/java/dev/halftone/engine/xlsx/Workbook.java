package dev.halftone.engine.xlsx;

import dev.halftone.engine.zip.ZipArchive;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/// An XLSX workbook in a file: its sheets, their rows, and copies with other texts in some cells.
///
/// Memory use does not depend on the size of the file.
public final class Workbook implements Closeable {
    /// The most characters that Excel accepts in a cell.
    public static final int MAX_CELL_CHARS = 32_767;

    private final WorkbookParts parts;
    private final WorkbookStructure structure;

    private Workbook(WorkbookParts parts, WorkbookStructure structure) {
        this.parts = parts;
        this.structure = structure;
    }

    /// Whether a file is a workbook that can be read.
    public sealed interface OpenResult {
        record Opened(Workbook workbook) implements OpenResult {}

        /// It cannot.
        ///
        /// @param message a sentence or two for the sender
        record Refused(String message) implements OpenResult {}
    }

    /// A sheet with cells. Charts on sheets of their own are not listed.
    ///
    /// @param isHidden also for "very hidden" ones, which Excel's menus do not show
    public record Sheet(String name, boolean isHidden, String part) {}

    /// Limits against workbooks that are small on disk and huge when they are read.
    ///
    /// @param maxParts files in the workbook
    /// @param maxPartBytes bytes of a sheet, or of the texts of all sheets, as XML
    /// @param maxRatio bytes as XML for a byte in the file, after the first 16 MiB
    public record Limits(int maxParts, long maxPartBytes, int maxRatio) {
        public static Limits defaults() {
            return new Limits(100_000, 4_000_000_000L, 200);
        }

        private ZipArchive.Limits ofArchive() {
            return new ZipArchive.Limits(maxParts, maxPartBytes, maxRatio);
        }
    }

    /// Opens a file and reads the list of its sheets. What is wrong with a sheet shows when it is read.
    ///
    /// @throws IOException if the file cannot be read; a fault of the file is a [OpenResult.Refused]
    public static OpenResult open(Path file, Limits limits) throws IOException {
        var kind = FileKind.refusal(file);
        if (kind.isPresent()) return new OpenResult.Refused(kind.get());
        try {
            var parts = new WorkbookParts(ZipArchive.open(file, limits.ofArchive()));
            try {
                var result = open(parts);
                if (result instanceof OpenResult.Refused) parts.close();
                return result;
            } catch (IOException | RuntimeException e) {
                parts.close();
                throw e;
            }
        } catch (IOException e) {
            var sentence = InvalidWorkbookException.sentence(e);
            if (sentence.isEmpty()) throw e;
            return new OpenResult.Refused(sentence.get());
        }
    }

    private static OpenResult open(WorkbookParts parts) throws IOException {
        if (parts.archive().entries().stream().anyMatch(ZipArchive.Entry::isEncrypted)) {
            return new OpenResult.Refused(FileKind.passwordProtected());
        }
        var main = parts.relationships("").stream()
                .filter(relationship -> relationship.type().equals("officeDocument"))
                .findFirst();
        if (main.isEmpty()) return new OpenResult.Refused(FileKind.archive(parts));
        var mainPart = main.get().target();
        var refusal = FileKind.refusal(parts.contentType(mainPart));
        if (refusal.isPresent()) return new OpenResult.Refused(refusal.get());
        var structure = WorkbookStructure.read(parts, mainPart);
        if (structure.sheets().isEmpty()) return new OpenResult.Refused("The workbook has no sheets with cells.");
        return new OpenResult.Opened(new Workbook(parts, structure));
    }

    /// The sheets in the order of their tabs, with the hidden ones.
    public List<Sheet> sheets() {
        return structure.sheets();
    }

    /// Writes a copy of the workbook in which some cells of a sheet have other texts. The rest stays as it
    /// is: other parts to the byte, the sheet's XML around those cells to the character.
    ///
    /// @throws IOException also if the sheet is damaged, which [#rows] would have shown
    public void copy(Sheet sheet, SheetEdits edits, OutputStream out) throws IOException {
        new WorkbookCopy(parts, structure).write(sheet, edits, out);
    }

    /// Reads the rows of a sheet from the top.
    public SheetReader rows(Sheet sheet) {
        return new SheetReader(parts, structure.sharedStrings(), sheet);
    }

    @Override
    public void close() throws IOException {
        parts.close();
    }
}
