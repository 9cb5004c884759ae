package dev.halftone.engine.catalog;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Builds [RowReader.Row]s from FastCSV's cells and skips blank records. Keeps only the cells of a record that are
/// used,
/// and of each no more than the limit.
final class RowHandler extends AbstractBaseCsvCallbackHandler<RowReader.Row> {
    private static final int MAX_KEPT_OF_OVERLONG = 100;
    private static final int READ_AHEAD = 3 * 8192;

    // A cell that is not used may be long, such as a description with pictures in it. But after a quote that is not
    // closed, the rest of the file would be one cell in memory.
    private static final int MAX_UNUSED_CHARS = 4 * 1024 * 1024;

    private static final ProblemCollector.Position START = new ProblemCollector.Position(1, 1);

    private final HeaderResult.Header header;
    private final int maxFieldChars;
    private final CellLimitReader limitReader;

    /// Whether a column is used, by its position.
    private final boolean[] isUsed;

    private final int firstImagesAt;
    private final boolean urlsAreLast;

    private RowCells cells = new RowCells(0);
    private ProblemCollector.Position imageUrlsPosition = START;
    private final StringBuilder imageUrls = new StringBuilder();
    private final List<RowReader.Row.Cell> overlong = new ArrayList<>();
    private ProblemCollector.Position lastPosition = START;
    private long nextLine;
    private int width;
    private boolean blank;

    RowHandler(HeaderResult.Header header, int maxFieldChars, CellLimitReader limitReader) {
        this.header = header;
        this.maxFieldChars = maxFieldChars;
        this.limitReader = limitReader;
        this.isUsed = new boolean[header.width()];
        header.columns().used().forEach(position -> isUsed[position] = true);
        this.firstImagesAt = header.columns().images().getFirst().position();
        this.urlsAreLast = header.urlsAreLast();
    }

    /// The most characters that a cell may have.
    ///
    /// @param column from 1
    int maxFieldChars(int column) {
        return isUsed(column - 1) ? maxFieldChars : Math.max(maxFieldChars, MAX_UNUSED_CHARS);
    }

    /// How many characters to read for a cell. A quote inside quotes is written twice, so only twice the limit proves
    /// that a cell is too long.
    int maxCellChars(boolean isUsed) {
        return 2 * (isUsed ? maxFieldChars : Math.max(maxFieldChars, MAX_UNUSED_CHARS / 2)) + READ_AHEAD;
    }

    private boolean isUsed(int index) {
        return index < isUsed.length ? isUsed[index] : isMoreUrls(index);
    }

    /// The position of the last complete cell.
    ProblemCollector.Position lastPosition() {
        return lastPosition;
    }

    /// The position of the next cell.
    ProblemCollector.Position nextPosition() {
        return new ProblemCollector.Position(nextLine, getFieldCount() + 1);
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        limitReader.startCell(maxCellChars(isUsed(0)));
        cells = new RowCells(isUsed.length);
        imageUrls.setLength(0);
        overlong.clear();
        nextLine = startingLineNumber;
        width = 0;
        blank = true;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        limitReader.startCell(maxCellChars(isUsed(index + 1)));
        lastPosition = new ProblemCollector.Position(nextLine, index + 1);
        boolean hasText = !Whitespace.isBlank(buffer, offset, length);
        if (hasText) blank = false;
        if (hasText || index < header.width()) width = index + 1;
        keep(index, buffer, offset, limitedLength(buffer, offset, length));
        if (quoted) nextLine += lineBreaks(buffer, offset, length);
    }

    @Override
    protected RowReader.@Nullable Row buildRecord() {
        if (blank && overlong.isEmpty()) return null;
        if (urlsAreLast && width > firstImagesAt) cells.put(firstImagesAt, urlCell());
        return new RowReader.Row(getStartingLineNumber(), nextLine, width(), cells, List.copyOf(overlong));
    }

    private void keep(int index, char[] buffer, int offset, int length) {
        if (urlsAreLast && index >= firstImagesAt) keepUrls(index, buffer, offset, length);
        else if (isUsed(index))
            cells.put(index, new RowReader.Row.Cell(lastPosition, new String(buffer, offset, length)));
    }

    /// Several cells at the end of a row are one cell of URLs.
    private void keepUrls(int index, char[] buffer, int offset, int length) {
        if (index == firstImagesAt) imageUrlsPosition = lastPosition;
        else if (imageUrls.length() > maxFieldChars) return;
        else imageUrls.append(header.delimiter().character());
        imageUrls.append(buffer, offset, length);
    }

    private boolean isMoreUrls(int index) {
        return urlsAreLast && index > firstImagesAt;
    }

    private int width() {
        return urlsAreLast ? Math.min(width, header.width()) : width;
    }

    private RowReader.Row.Cell urlCell() {
        if (imageUrls.length() <= maxFieldChars) return new RowReader.Row.Cell(imageUrlsPosition, imageUrls.toString());
        var cell = new RowReader.Row.Cell(imageUrlsPosition, imageUrls.substring(0, keptLength(imageUrls.length())));
        overlong.add(cell);
        return cell;
    }

    private int limitedLength(char[] buffer, int offset, int length) {
        if (length <= maxFieldChars || !isUsed(lastPosition.column() - 1)) return length;
        overlong.add(new RowReader.Row.Cell(lastPosition, new String(buffer, offset, keptLength(length))));
        return keptLength(length);
    }

    private static int keptLength(int length) {
        return Math.min(length, MAX_KEPT_OF_OVERLONG);
    }

    /// Counts LF, CRLF and CR as an editor does.
    private static int lineBreaks(char[] buffer, int offset, int length) {
        int breaks = 0;
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] > '\r') continue;
            boolean endsCrLf = buffer[i] == '\n' && i > offset && buffer[i - 1] == '\r';
            if (buffer[i] == '\r' || (buffer[i] == '\n' && !endsCrLf)) breaks++;
        }
        return breaks;
    }
}
