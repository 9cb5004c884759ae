package dev.halftone.engine.xlsx;

import java.io.IOException;

/// The text of a shared or an inline string: its runs joined, without phonetic guides (ECMA-376 part 1,
/// 18.4.8).
final class RichText {
    private RichText() {}

    /// Reads the element whose start tag is current, to its end. `_xHHHH_` is left as it is.
    static String read(XmlScanner xml) throws IOException {
        var first = "";
        StringBuilder joined = null;
        int depth = xml.depth();
        while (xml.next() != XmlScanner.Token.END || xml.depth() >= depth) {
            if (xml.token() != XmlScanner.Token.START || xml.isElement("r")) continue;
            if (!xml.isElement("t")) {
                xml.skipElement();
            } else if (first.isEmpty()) {
                first = xml.elementText();
            } else {
                if (joined == null) joined = new StringBuilder(first);
                joined.append(xml.elementText());
            }
        }
        return joined == null ? first : joined.toString();
    }
}
