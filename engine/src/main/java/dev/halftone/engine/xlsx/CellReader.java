package dev.halftone.engine.xlsx;

import dev.halftone.engine.xlsx.XmlScanner.Token;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads cells as text (ECMA-376 part 1, 18.3.1.4), with what a sheet keeps elsewhere: shared strings and
/// links.
final class CellReader implements Closeable {
    private final @Nullable SharedStrings strings;
    private final SheetLinks links;

    private CellReader(@Nullable SharedStrings strings, SheetLinks links) {
        this.strings = strings;
        this.links = links;
    }

    static CellReader open(WorkbookParts parts, Optional<String> sharedStrings, Workbook.Sheet sheet)
            throws IOException {
        var links = SheetLinks.read(parts, sheet.part());
        var entry = sharedStrings.flatMap(parts::entry);
        if (entry.isEmpty()) return new CellReader(null, links);
        try (var xml = parts.open(entry.get())) {
            return new CellReader(SharedStrings.read(xml), links);
        }
    }

    /// Reads the cell whose start tag is current, to its end.
    SheetReader.Cell read(XmlScanner xml, int row, int column) throws IOException {
        var link = links.of(row, column);
        var type = xml.attribute("t").orElse("n");
        var value = "";
        Optional<String> formula = Optional.empty();
        while (xml.next() != Token.END) {
            if (xml.token() != Token.START) continue;
            if (xml.isElement("v")) value = xml.elementText();
            else if (xml.isElement("is")) value = RichText.read(xml);
            else if (xml.isElement("f")) formula = LinkFormula.of(CellText.decode(xml.elementText()));
            else xml.skipElement();
        }
        return new SheetReader.Cell(column, formula.isPresent() ? formula.get() : text(type, value), link);
    }

    private String text(String type, String value) throws IOException {
        if (value.isEmpty()) return "";
        return switch (type) {
            case "s" -> CellText.decode(shared(value));
            case "b" -> value.strip().equals("1") || value.strip().equalsIgnoreCase("true") ? "TRUE" : "FALSE";
            case "n" -> NumberText.of(value);
            default -> CellText.decode(value);
        };
    }

    private String shared(String index) throws IOException {
        try {
            if (strings != null) return strings.get(Integer.parseInt(index.strip()));
        } catch (NumberFormatException e) {
            // The same fault as a number that no text has.
        }
        throw SharedStrings.missing();
    }

    @Override
    public void close() throws IOException {
        if (strings != null) strings.close();
    }
}
