package dev.halftone.engine.catalog;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes [Row]s of the cells that FastCSV finds, and leaves blank records out. Of a record, however wide, it keeps the
/// three cells that matter, and of a cell no more than is allowed.
final class RowHandler extends AbstractBaseCsvCallbackHandler<Row> {
    private static final int KEPT_OF_OVERLONG = 100;
    private static final Row.Cell ABSENT = new Row.Cell(new Position(1, 1), "");

    private final Header header;
    private final int maxFieldChars;
    private final CellLimitReader meter;
    private final int serialNumberAt;
    private final int productNameAt;
    private final int imageUrlsAt;

    private Row.Cell serialNumber = ABSENT;
    private Row.Cell productName = ABSENT;
    private Position imageUrlsPlace = ABSENT.position();
    private final StringBuilder imageUrls = new StringBuilder();
    private final List<Row.Cell> overlong = new ArrayList<>();
    private Position lastPlace = ABSENT.position();
    private long nextLine;
    private int width;
    private boolean blank;

    RowHandler(Header header, int maxFieldChars, CellLimitReader meter) {
        this.header = header;
        this.maxFieldChars = maxFieldChars;
        this.meter = meter;
        this.serialNumberAt = header.position(Column.SERIAL_NUMBER);
        this.productNameAt = header.position(Column.PRODUCT_NAME);
        this.imageUrlsAt = header.position(Column.IMAGE_URLS);
    }

    /// Where the last cell begins that was read to its end.
    Position lastPlace() {
        return lastPlace;
    }

    /// Where the cell begins that comes after it.
    Position nextPlace() {
        return new Position(nextLine, getFieldCount() + 1);
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        meter.restart();
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
        meter.restart();
        lastPlace = new Position(nextLine, index + 1);
        boolean hasInk = !Whitespace.isBlank(buffer, offset, length);
        if (hasInk) blank = false;
        if (hasInk || index < header.width()) width = index + 1;
        keep(index, buffer, offset, withinLimit(buffer, offset, length));
        if (quoted) nextLine += lineBreaks(buffer, offset, length);
    }

    @Override
    protected @Nullable Row buildRecord() {
        if (blank && overlong.isEmpty()) return null;
        var urls = imageUrls();
        return new Row(getStartingLineNumber(), cells(), serialNumber, productName, urls, List.copyOf(overlong));
    }

    private void keep(int index, char[] buffer, int offset, int length) {
        if (index == serialNumberAt) {
            serialNumber = new Row.Cell(lastPlace, new String(buffer, offset, length));
        } else if (index == productNameAt) {
            productName = new Row.Cell(lastPlace, new String(buffer, offset, length));
        } else if (index == imageUrlsAt) {
            imageUrlsPlace = lastPlace;
            imageUrls.append(buffer, offset, length);
        } else if (isMoreUrls(index) && imageUrls.length() <= maxFieldChars) {
            imageUrls.append(header.delimiter().sign()).append(buffer, offset, length);
        }
    }

    private boolean isMoreUrls(int index) {
        return index > imageUrlsAt && header.urlsAreLast();
    }

    private int cells() {
        return header.urlsAreLast() ? Math.min(width, header.width()) : width;
    }

    private Row.Cell imageUrls() {
        if (imageUrls.length() <= maxFieldChars) return new Row.Cell(imageUrlsPlace, imageUrls.toString());
        var cell = new Row.Cell(imageUrlsPlace, imageUrls.substring(0, keptOf(imageUrls.length())));
        overlong.add(cell);
        return cell;
    }

    private int withinLimit(char[] buffer, int offset, int length) {
        if (length <= maxFieldChars) return length;
        overlong.add(new Row.Cell(lastPlace, new String(buffer, offset, keptOf(length))));
        return keptOf(length);
    }

    private static int keptOf(int length) {
        return Math.min(length, KEPT_OF_OVERLONG);
    }

    /// LF, CRLF or CR, as many as an editor would count.
    private static int lineBreaks(char[] buffer, int offset, int length) {
        int breaks = 0;
        for (int i = offset; i < offset + length; i++) {
            boolean endsCrLf = buffer[i] == '\n' && i > offset && buffer[i - 1] == '\r';
            if (buffer[i] == '\r' || (buffer[i] == '\n' && !endsCrLf)) breaks++;
        }
        return breaks;
    }
}
