package dev.halftone.engine.catalog;

import de.siegmar.fastcsv.reader.CsvParseException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Sample texts from the first rows of a table, for each column.
final class ColumnSamples {
    /// How many rows to look at. A column may be blank for many of them.
    static final int MAX_ROWS = 500;

    private static final int MAX_CHARS = 2_000;
    private static final int SAMPLE_CHARS = 200;
    private static final Pattern IMAGE =
            Pattern.compile("\\.(jpe?g|png|gif|webp|avif|tiff?|bmp|hei[cf])\\b|image|photo", Pattern.CASE_INSENSITIVE);

    private final String[] samples;
    private final boolean[] holdsUrls;
    private final boolean[] holdsImages;

    ColumnSamples(int width) {
        this.samples = new String[width];
        this.holdsUrls = new boolean[width];
        this.holdsImages = new boolean[width];
        Arrays.fill(samples, "");
    }

    /// Reads the first rows below the header.
    ///
    /// @param text the beginning of the file; may end within a row
    /// @param headerLine the line of the header
    static ColumnSamples read(String text, long headerLine, Delimiter delimiter, int width) {
        var samples = new ColumnSamples(width);
        var reader = RowReader.CsvDialect.text(new StringReader(text), delimiter);
        try (var csv = RowReader.CsvDialect.readerFor(delimiter).ofCsvRecord(reader)) {
            csv.skipLines((int) headerLine - 1);
            csv.stream().skip(1).limit(MAX_ROWS).forEach(row -> samples.add(row.getFields()));
        } catch (CsvParseException e) {
            // A faulty or incomplete row. Those before it are samples enough.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return samples;
    }

    void add(List<String> cells) {
        for (int i = 0; i < Math.min(cells.size(), samples.length); i++) add(i, cells.get(i));
    }

    private void add(int column, String cell) {
        if (Whitespace.isBlank(cell)) return;
        var text = cell.substring(0, Math.min(cell.length(), MAX_CHARS));
        if (samples[column].isEmpty()) samples[column] = text.substring(0, Math.min(text.length(), SAMPLE_CHARS));
        if (holdsImages[column] || text.indexOf('<') >= 0) return;
        for (var place : UrlCell.places(text)) {
            if (place.url().withScheme().problem().isPresent()) continue;
            holdsUrls[column] = true;
            holdsImages[column] |= IMAGE.matcher(place.url().text()).find();
        }
    }

    /// The first text of a column, cut; empty if its cells are blank.
    String sample(int column) {
        return samples[column];
    }

    boolean holdsUrls(int column) {
        return holdsUrls[column];
    }

    /// The columns that look as if they held the URLs of images; if none does, those that hold URLs.
    List<Integer> likelyImageColumns() {
        var likely = new ArrayList<Integer>();
        IntStream.range(0, samples.length).filter(i -> holdsImages[i]).forEach(likely::add);
        if (likely.isEmpty())
            IntStream.range(0, samples.length).filter(i -> holdsUrls[i]).forEach(likely::add);
        return likely;
    }
}
