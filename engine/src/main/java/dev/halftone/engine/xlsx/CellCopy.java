package dev.halftone.engine.xlsx;

import dev.halftone.engine.xlsx.XmlScanner.Token;
import java.io.IOException;
import java.io.Writer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Copies cells, or writes them with another text: as an inline string, so that the shared strings stay as
/// they are.
final class CellCopy {
    private final XmlScanner xml;
    private final Writer out;

    /// The rows of replaced cells in each column.
    private final Map<Integer, BitSet> replaced = new HashMap<>();

    /// The numbers of shared formulas whose text is gone with its cell.
    private final Set<String> lostFormulas = new HashSet<>();

    private boolean hasLostFormula;

    CellCopy(XmlScanner xml, Writer out) {
        this.xml = xml;
        this.out = out;
    }

    boolean hasLostFormula() {
        return hasLostFormula;
    }

    boolean isReplaced(int row, int column) {
        return replaced.containsKey(column) && replaced.get(column).get(row);
    }

    /// Copies the cell whose start tag is current. If it shares a formula that is gone, it keeps the last
    /// result.
    void copy() throws IOException {
        xml.copyTo(out);
        while (xml.next() != Token.END) {
            if (xml.token() != Token.START) xml.copyTo(out);
            else if (xml.isElement("f") && sharesLostFormula()) xml.skipElement();
            else xml.copyElement(out);
        }
        xml.copyTo(out);
    }

    private boolean sharesLostFormula() throws IOException {
        return !lostFormulas.isEmpty()
                && isShared()
                && lostFormulas.contains(xml.attribute("si").orElse(""));
    }

    private boolean isShared() throws IOException {
        return xml.attribute("t").orElse("").equals("shared");
    }

    /// Writes the cell whose start tag is current with another text. It keeps its style.
    void replace(int row, int column, String text) throws IOException {
        replaced.computeIfAbsent(column, _ -> new BitSet()).set(row);
        var prefix = xml.prefix();
        var reference = xml.attribute("r");
        var style = xml.attribute("s");
        while (xml.next() != Token.END) {
            if (xml.token() != Token.START) continue;
            if (xml.isElement("f")) loseFormula();
            xml.skipElement();
        }
        write(prefix, reference, style, text);
    }

    private void loseFormula() throws IOException {
        hasLostFormula = true;
        if (isShared() && xml.attribute("ref").isPresent())
            lostFormulas.add(xml.attribute("si").orElse(""));
    }

    /// Writes a new cell.
    void write(String prefix, Optional<String> reference, Optional<String> style, String text) throws IOException {
        out.write("<" + prefix + "c");
        if (reference.isPresent()) out.write(" r=\"" + XmlText.encode(reference.get()) + "\"");
        if (style.isPresent()) out.write(" s=\"" + XmlText.encode(style.get()) + "\"");
        if (text.isEmpty()) {
            out.write("/>");
            return;
        }
        out.write(" t=\"inlineStr\"><" + prefix + "is><" + prefix + "t xml:space=\"preserve\">");
        out.write(CellText.encode(text));
        out.write("</" + prefix + "t></" + prefix + "is></" + prefix + "c>");
    }
}
