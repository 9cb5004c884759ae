package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvParseException;
import dev.halftone.engine.catalog.CellCopier.RawCell;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The copier finds the same cells as the reader.
class CellCopierTest {
    private static final int ROUNDS = 20_000;

    @ParameterizedTest
    @EnumSource(Delimiter.class)
    void findsTheCellsThatFastCsvReads(Delimiter delimiter) throws IOException {
        var random = new Random(delimiter.character());
        for (int round = 0; round < ROUNDS; round++) {
            var text = text(random, delimiter);

            var copied = copy(text, delimiter);

            assertThat(copied.cells).as(shown(text)).isEqualTo(read(text, delimiter));
        }
    }

    @ParameterizedTest
    @EnumSource(Delimiter.class)
    void copiesWhatItDoesNotReplace(Delimiter delimiter) throws IOException {
        var random = new Random(100 + delimiter.character());
        for (int round = 0; round < ROUNDS; round++) {
            var text = text(random, delimiter);

            var copied = copy(text, delimiter);

            if (!copied.isFaulty) assertThat(copied.text).isEqualTo(text);
        }
    }

    /// Cells as `line:column text`, up to the first fault.
    private record Copy(List<String> cells, String text, boolean isFaulty) {}

    private static Copy copy(String text, Delimiter delimiter) throws IOException {
        var out = new StringWriter();
        var cells = new ArrayList<String>();
        var line = new AtomicLong();
        var copier = new CellCopier(new StringReader(text), delimiter, out);
        try {
            copier.copyRecords(new CellCopier.Cells() {
                @Override
                public void startRecord(long firstLine) {
                    line.set(firstLine);
                }

                @Override
                public boolean isWanted(int column) {
                    return true;
                }

                @Override
                public String replaced(int column, RawCell cell) {
                    var content = cell.written().substring(cell.begin(), cell.end());
                    cells.add(line.get() + ":" + column + " "
                            + (cell.isEscaped() ? content.replace("\"\"", "\"") : content));
                    return cell.written();
                }
            });
            return new Copy(cells, out.toString(), false);
        } catch (IllegalStateException e) {
            cells.removeIf(cell -> cell.startsWith(line.get() + ":"));
            return new Copy(cells, out.toString(), true);
        }
    }

    private static List<String> read(String text, Delimiter delimiter) throws IOException {
        var cells = new ArrayList<String>();
        var reader = RowReader.CsvDialect.text(new StringReader(text), delimiter);
        try (var records = RowReader.CsvDialect.readerFor(delimiter).ofCsvRecord(reader)) {
            for (var csvRecord : records) {
                for (int i = 0; i < csvRecord.getFieldCount(); i++)
                    cells.add(csvRecord.getStartingLineNumber() + ":" + i + " " + csvRecord.getField(i));
            }
        } catch (CsvParseException e) {
            // The cells of the records before the faulty one stay.
        }
        return cells;
    }

    private static String text(Random random, Delimiter delimiter) {
        var characters = "a\"\"\"\n\r\t ,é" + delimiter.character() + delimiter.character();
        return random.ints(random.nextInt(24), 0, characters.length())
                .mapToObj(i -> characters.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    private static String shown(String text) {
        return text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    }
}
