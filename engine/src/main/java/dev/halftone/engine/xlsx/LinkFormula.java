package dev.halftone.engine.xlsx;

import java.util.List;
import java.util.Optional;

/// Formulas that hold an address as a literal: `HYPERLINK("…","…")` and `IMAGE("…")`. A cell shows only
/// their result, a text or a picture.
final class LinkFormula {
    private static final List<String> FUNCTIONS = List.of("HYPERLINK", "IMAGE");

    /// What newer functions are called in files.
    private static final String FUTURE = "_XLFN.";

    /// What Google Sheets writes in the place of its own functions, with the formula as a literal.
    private static final String GOOGLE = "__XLUDF.DUMMYFUNCTION(";

    private static final String GOOGLE_FALLBACK = "IFERROR(";

    private LinkFormula() {}

    /// The formula as Excel shows it, if it holds an address.
    ///
    /// @param formula as the file has it, without the equals sign
    static Optional<String> of(String formula) {
        var text = withoutPrefix(formula.strip(), "=");
        var google = withoutPrefix(text, GOOGLE_FALLBACK);
        if (startsWith(google, GOOGLE))
            return literal(google.substring(GOOGLE.length())).flatMap(LinkFormula::of);
        var call = withoutPrefix(text, FUTURE);
        return FUNCTIONS.stream()
                .filter(function -> startsWith(call, function))
                .map(function -> call.substring(function.length()).strip())
                .filter(rest ->
                        rest.startsWith("(") && literal(rest.substring(1)).isPresent())
                .map(_ -> "=" + call)
                .findFirst();
    }

    /// The literal that a list of arguments begins with, if it is the whole argument.
    private static Optional<String> literal(String arguments) {
        var text = arguments.strip();
        if (!text.startsWith("\"")) return Optional.empty();
        int end = 1;
        while (true) {
            end = text.indexOf('"', end);
            if (end < 0) return Optional.empty();
            if (!text.startsWith("\"\"", end)) break;
            end += 2;
        }
        var rest = text.substring(end + 1).strip();
        var value = text.substring(1, end).replace("\"\"", "\"");
        return rest.startsWith(",") || rest.startsWith(")") ? Optional.of(value) : Optional.empty();
    }

    private static String withoutPrefix(String text, String prefix) {
        return startsWith(text, prefix) ? text.substring(prefix.length()) : text;
    }

    private static boolean startsWith(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
