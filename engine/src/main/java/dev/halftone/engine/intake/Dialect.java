package dev.halftone.engine.intake;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;

/// How every record is read: RFC 4180, a little more forgiving.
///
/// Lines end in LF, CRLF or CR. Blanks around a quoted cell are dropped: people write `1, "Chair", "https://…"`. In an
/// unquoted cell a quote is a character like any other (`27" monitor`). Anything but blanks after a closing quote is a
/// fault: where one quote is wrong, a guess would shift all the cells behind it.
final class Dialect {
    private Dialect() {}

    static CsvReader.CsvReaderBuilder of(Delimiter delimiter) {
        return CsvReader.builder()
                .fieldSeparator(delimiter.sign())
                .trimWhitespacesAroundQuotes(true)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
    }
}
