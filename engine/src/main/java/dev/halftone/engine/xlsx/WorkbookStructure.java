package dev.halftone.engine.xlsx;

import dev.halftone.engine.xlsx.Workbook.Sheet;
import dev.halftone.engine.xlsx.WorkbookParts.Relationship;
import dev.halftone.engine.xlsx.XmlScanner.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The names of the parts that a workbook consists of.
///
/// @param main the part that lists the sheets
/// @param sharedStrings the texts that cells share
/// @param calculationChain the order in which formulas are calculated
record WorkbookStructure(
        String main, List<Sheet> sheets, Optional<String> sharedStrings, Optional<String> calculationChain) {
    /// Excel has no limit but memory, which is the reason for this one.
    private static final int MAX_SHEETS = 10_000;

    WorkbookStructure {
        sheets = List.copyOf(sheets);
    }

    static WorkbookStructure read(WorkbookParts parts, String main) throws IOException {
        var relationships = parts.relationships(main);
        return new WorkbookStructure(
                main,
                sheets(parts, main, relationships),
                target(relationships, "sharedStrings"),
                target(relationships, "calcChain"));
    }

    private static Optional<String> target(List<Relationship> relationships, String type) {
        return relationships.stream()
                .filter(relationship -> relationship.type().equals(type))
                .map(Relationship::target)
                .findFirst();
    }

    private static List<Sheet> sheets(WorkbookParts parts, String main, List<Relationship> relationships)
            throws IOException {
        var byId = relationships.stream()
                .collect(Collectors.toMap(Relationship::id, Function.identity(), (first, _) -> first));
        var sheets = new ArrayList<Sheet>();
        try (var xml = parts.open(parts.required(main))) {
            for (var token = xml.next(); token != Token.EOF; token = xml.next()) {
                if (token != Token.START) continue;
                if (xml.depth() == 1 && !xml.isElement("workbook")) throw notAWorkbook();
                if (xml.depth() == 3 && xml.isElement("sheet")) sheet(xml, byId).ifPresent(sheets::add);
                if (sheets.size() > MAX_SHEETS) throw tooManySheets();
            }
        }
        return sheets;
    }

    /// The sheet whose element is current; empty for one without cells, such as a chart.
    private static Optional<Sheet> sheet(XmlScanner xml, Map<String, Relationship> byId) throws IOException {
        var name = CellText.decode(xml.attribute("name").orElse(""));
        boolean isHidden = !xml.attribute("state").orElse("visible").equals("visible");
        var relationship = byId.get(xml.attribute("id").orElse(""));
        if (relationship == null) throw InvalidWorkbookException.malformed("the sheet \"" + name + "\" is missing");
        boolean hasCells = relationship.type().equals("worksheet");
        return hasCells ? Optional.of(new Sheet(name, isHidden, relationship.target())) : Optional.empty();
    }

    private static InvalidWorkbookException tooManySheets() {
        return new InvalidWorkbookException("The workbook has more than %,d sheets.".formatted(MAX_SHEETS));
    }

    private static InvalidWorkbookException notAWorkbook() {
        return new InvalidWorkbookException("This is not an Excel workbook (.xlsx).");
    }
}
