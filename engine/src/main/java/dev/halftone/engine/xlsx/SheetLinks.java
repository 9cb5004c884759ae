package dev.halftone.engine.xlsx;

import dev.halftone.engine.xlsx.XmlScanner.Token;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where a click on a cell leads outside the workbook. A sheet lists its links after its rows, so they are
/// read first.
final class SheetLinks {
    /// Excel's own limit for a sheet. More are left out.
    private static final int MAX_LINKS = 65_530;

    private final Map<Long, String> byCell = new HashMap<>();

    private SheetLinks() {}

    static SheetLinks read(WorkbookParts parts, String sheetPart) throws IOException {
        var links = new SheetLinks();
        var targets = new HashMap<String, String>();
        for (var relationship : parts.relationships(sheetPart)) {
            if (relationship.isExternal()) targets.put(relationship.id(), relationship.target());
        }
        if (targets.isEmpty()) return links;
        try (var xml = parts.open(parts.required(sheetPart))) {
            for (var token = xml.next(); token != Token.EOF; token = xml.next()) {
                if (token != Token.START || xml.depth() == 1) continue;
                if (xml.depth() == 3) links.add(xml, targets);
                else if (!xml.isElement("hyperlinks")) xml.skipElement();
            }
        }
        return links;
    }

    private void add(XmlScanner xml, Map<String, String> targets) throws InvalidWorkbookException {
        var target = Optional.ofNullable(targets.get(xml.attribute("id").orElse("")));
        var cell = SheetGrid.first(xml.attribute("ref").orElse(""));
        int column = SheetGrid.columnOf(cell);
        if (target.isEmpty() || column < 0 || byCell.size() == MAX_LINKS) return;
        var location = xml.attribute("location").filter(text -> !text.isEmpty());
        byCell.put(
                key(SheetGrid.rowOf(cell), column),
                target.get() + location.map("#"::concat).orElse(""));
    }

    Optional<String> of(int row, int column) {
        return byCell.isEmpty() ? Optional.empty() : Optional.ofNullable(byCell.get(key(row, column)));
    }

    private static long key(int row, int column) {
        return (long) row * SheetGrid.MAX_COLUMNS + column;
    }
}
