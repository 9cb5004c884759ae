package dev.halftone.engine.xlsx;

import dev.halftone.engine.xlsx.Workbook.Sheet;
import dev.halftone.engine.xlsx.XmlScanner.Token;
import dev.halftone.engine.zip.ZipArchive;
import dev.halftone.engine.zip.ZipWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Copies a workbook entry by entry, with one sheet changed.
///
/// A calculation chain that lists a cell without a formula makes Excel repair the workbook. So where a
/// formula is gone, the chain goes, too, and Excel makes a new one. The parts that mention it are written
/// after the sheet, when that is known.
record WorkbookCopy(WorkbookParts parts, WorkbookStructure structure) {

    void write(Sheet sheet, SheetEdits edits, OutputStream out) throws IOException {
        var sheetEntry = parts.required(sheet.part());
        var chain = structure.calculationChain().flatMap(parts::entry);
        var aboutChain = chain.map(this::mentioning).orElse(List.of());
        try (var zip = new ZipWriter(out)) {
            boolean hasLostFormula = false;
            for (var entry : parts.archive().entries()) {
                if (entry.equals(sheetEntry)) hasLostFormula = writeSheet(zip, entry, edits);
                else if (!aboutChain.contains(entry)) zip.copy(parts.archive(), entry);
            }
            for (var entry : aboutChain) {
                if (!hasLostFormula) zip.copy(parts.archive(), entry);
                else if (!entry.equals(chain.get())) zip.replace(entry, content -> withoutChain(entry, content));
            }
            zip.finish();
        }
    }

    /// The chain, and the parts that mention it.
    private List<ZipArchive.Entry> mentioning(ZipArchive.Entry chain) {
        var relationships = WorkbookParts.relationshipsPart(structure.main());
        return Stream.of(parts.entry(WorkbookParts.CONTENT_TYPES), parts.entry(relationships), Optional.of(chain))
                .flatMap(Optional::stream)
                .toList();
    }

    private boolean writeSheet(ZipWriter zip, ZipArchive.Entry entry, SheetEdits edits) throws IOException {
        var hasLostFormula = new boolean[1];
        zip.replace(entry, content -> {
            var writer = writer(entry, content);
            try (var xml = parts.open(entry)) {
                hasLostFormula[0] = new SheetCopy(xml, edits, writer).write();
            }
            writer.flush();
        });
        return hasLostFormula[0];
    }

    private void withoutChain(ZipArchive.Entry entry, OutputStream content) throws IOException {
        var writer = writer(entry, content);
        try (var xml = parts.open(entry)) {
            for (var token = xml.next(); token != Token.EOF; token = xml.next()) {
                if (token == Token.START && isAboutChain(xml)) xml.skipElement();
                else xml.copyTo(writer);
            }
        }
        writer.flush();
    }

    private boolean isAboutChain(XmlScanner xml) throws IOException {
        if (xml.isElement("Override"))
            return WorkbookParts.names(xml, structure.calculationChain().orElseThrow());
        return xml.isElement("Relationship") && xml.attribute("Type").orElse("").endsWith("/calcChain");
    }

    private Writer writer(ZipArchive.Entry entry, OutputStream content) throws IOException {
        return new BufferedWriter(
                new OutputStreamWriter(content, parts.encoding(entry).charset()), 64 * 1024);
    }
}
