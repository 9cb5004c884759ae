package dev.halftone.engine.catalog;

import java.util.Optional;
import java.util.regex.Pattern;

/// Excel's way to say in a CSV what stands between its cells: a first line such as `sep=;`, which is no row.
///
/// @param delimiter absent where it is none of ours: then the header has to show it
/// @param length of the line, its end included
record SepLine(Optional<Delimiter> delimiter, int length) {
    private static final Pattern LINE =
            Pattern.compile("\\A\"?sep=(.)\"?(\\r\\n|\\n|\\r|\\z)", Pattern.CASE_INSENSITIVE);

    /// The one that the text begins with, if it does.
    static Optional<SepLine> of(String text) {
        var line = LINE.matcher(text);
        if (!line.find()) return Optional.empty();
        return Optional.of(new SepLine(Delimiter.of(line.group(1).charAt(0)), line.end()));
    }

    /// The first record after it.
    HeaderCells readFirstRecord(String text) {
        var rest = text.substring(length);
        return delimiter
                .map(declared -> HeaderCells.read(rest, declared))
                .orElseGet(() -> Delimiter.readFirstRecord(rest))
                .shiftedOneLine();
    }
}
