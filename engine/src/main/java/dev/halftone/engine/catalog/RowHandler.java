package dev.halftone.engine.catalog;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Builds [RowReader.Row]s from FastCSV's cells and skips blank records. Keeps only the three required cells of a
/// record, and of each cell no more than the limit.
final class RowHandler extends AbstractBaseCsvCallbackHandler<RowReader.Row> {
    private static final int MAX_KEPT_OF_OVERLONG = 100;
    private static final int READ_AHEAD = 3 * 8192;

    // A cell that is not used may be long, such as a description with pictures in it. But after a quote that is not
    // closed, the rest of the file would be one cell in memory.
    private static final int MAX_UNUSED_CHARS = 4 * 1024 * 1024;

    private static final RowReader.Row.Cell ABSENT = new RowReader.Row.Cell(new ProblemCollector.Position(1, 1), "");

    private final HeaderResult.Header header;
    private final int maxFieldChars;
    private final CellLimitReader limitReader;
    private final int serialNumberAt;
    private final int productNameAt;
    private final int imageUrlsAt;
    private final boolean urlsAreLast;

    private RowReader.Row.Cell serialNumber = ABSENT;
    private RowReader.Row.Cell productName = ABSENT;
    private ProblemCollector.Position imageUrlsPosition = ABSENT.position();
    private final StringBuilder imageUrls = new StringBuilder();
    private final List<RowReader.Row.Cell> overlong = new ArrayList<>();
    private ProblemCollector.Position lastPosition = ABSENT.position();
    private long nextLine;
    private int width;
    private boolean blank;

    RowHandler(HeaderResult.Header header, int maxFieldChars, CellLimitReader limitReader) {
        this.header = header;
        this.maxFieldChars = maxFieldChars;
        this.limitReader = limitReader;
        this.serialNumberAt = header.position(Column.SERIAL_NUMBER);
        this.productNameAt = header.position(Column.PRODUCT_NAME);
        this.imageUrlsAt = header.position(Column.IMAGE_URLS);
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
        return index == serialNumberAt || index == productNameAt || index == imageUrlsAt || isMoreUrls(index);
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
        serialNumber = ABSENT;
        productName = ABSENT;
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
        var urls = imageUrls();
        return new RowReader.Row(
                getStartingLineNumber(), nextLine, cells(), serialNumber, productName, urls, List.copyOf(overlong));
    }

    private void keep(int index, char[] buffer, int offset, int length) {
        if (index == serialNumberAt) {
            serialNumber = new RowReader.Row.Cell(lastPosition, new String(buffer, offset, length));
        } else if (index == productNameAt) {
            productName = new RowReader.Row.Cell(lastPosition, new String(buffer, offset, length));
        } else if (index == imageUrlsAt) {
            imageUrlsPosition = lastPosition;
            imageUrls.append(buffer, offset, length);
        } else if (isMoreUrls(index) && imageUrls.length() <= maxFieldChars) {
            imageUrls.append(header.delimiter().character()).append(buffer, offset, length);
        }
    }

    private boolean isMoreUrls(int index) {
        return urlsAreLast && index > imageUrlsAt;
    }

    private int cells() {
        return urlsAreLast ? Math.min(width, header.width()) : width;
    }

    private RowReader.Row.Cell imageUrls() {
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
