package dev.halftone.engine.catalog;

import dev.halftone.engine.request.SourceUrl;
import java.util.Optional;

/// Checks single rows and counts their images.
final class RowCheck {
    private final Table table;
    private final ProblemCollector problemCollector;
    private final Columns columns;
    private final RowProducts products;
    private final int width;
    private final int requiredWidth;
    private final SerialNumbers serialNumbers = new SerialNumbers();
    private long productCount;
    private long images;
    private long usableImages;
    private long brokenLine = Long.MIN_VALUE;
    private Optional<UnusableCell> firstUnusable = Optional.empty();

    RowCheck(Table table, ProblemCollector problemCollector) {
        this.table = table;
        this.problemCollector = problemCollector;
        this.columns = table.header().columns();
        this.products = table.products();
        this.width = table.header().width();
        this.requiredWidth = table.header().requiredWidth();
    }

    /// The number of rows with images.
    long products() {
        return productCount;
    }

    long images() {
        return images;
    }

    long usableImages() {
        return usableImages;
    }

    /// The first cell with a text that is no URL.
    Optional<UnusableCell> firstUnusable() {
        return firstUnusable;
    }

    /// A cell of which a text is no URL, and why it is none.
    record UnusableCell(RowReader.Row.Cell cell, String problem) {}

    /// The next rows come after a cell that begins in this line and has no end.
    void continueAfterBrokenCell(long line) {
        brokenLine = line;
    }

    void check(RowReader.Row row) {
        row.overlong().forEach(this::reportOverlong);
        if (row.width() > width || row.width() < requiredWidth) {
            reportWidth(row);
            return;
        }
        if (columns.isStandard()) checkStandard(row);
        var product = products.next(row);
        if (product.isPresent()) checkImages(row, product.get());
        else if (columns.isStandard()) reportNoImages(row);
    }

    private void reportOverlong(RowReader.Row.Cell cell) {
        var name = table.header().name(cell.position().column());
        var brokenCell = RowReader.BrokenCell.tooLong(
                cell.position(), name, table.limits().maxFieldChars());
        problemCollector.addViolation(
                cell.position(),
                brokenCell.code(),
                () -> brokenCell.message() + " It begins " + ProblemCollector.Excerpt.of(cell.text()));
    }

    private void reportWidth(RowReader.Row row) {
        int firstDifference = Math.min(row.width(), table.header().width()) + 1;
        problemCollector.addViolation(
                new ProblemCollector.Position(row.line(), firstDifference),
                Violation.Code.WRONG_COLUMN_COUNT,
                () -> widthMessage(row));
    }

    private String widthMessage(RowReader.Row row) {
        var header = table.header();
        return "The header has " + header.width() + " cells, but this row has " + row.width() + ". "
                + widthAdvice(row, header);
    }

    private String widthAdvice(RowReader.Row row, HeaderResult.Header header) {
        if (row.line() == brokenLine + 1)
            return "It may belong to the quoted cell that begins in line " + brokenLine + ".";
        if (row.lastLine() > row.line())
            return "A quoted cell makes it reach from line " + row.line() + " to line " + row.lastLine()
                    + ". If these should be several rows, close the quote, or remove it.";
        return row.width() > header.width()
                ? "Put a cell in quotes if " + header.delimiter().description() + " occurs in it."
                : "Add the missing cells. If this line continues a cell of the line above, put that cell in quotes.";
    }

    private void checkStandard(RowReader.Row row) {
        checkSerialNumber(row.cell(columns.ids().getFirst()));
        var name = row.cell(columns.name().orElseThrow());
        if (name.isBlank())
            problemCollector.addViolation(
                    name.position(), Violation.Code.BLANK_PRODUCT_NAME, () -> isBlank("product name", name));
    }

    private void checkSerialNumber(RowReader.Row.Cell cell) {
        if (cell.isBlank()) {
            problemCollector.addViolation(
                    cell.position(), Violation.Code.BLANK_SERIAL_NUMBER, () -> isBlank("serial number", cell));
        } else if (serialNumbers.addAndCheckRepeated(cell.text())) {
            problemCollector.addWarning(
                    cell.position(),
                    Warning.Code.REPEATED_SERIAL_NUMBER,
                    () -> "The serial number " + ProblemCollector.Excerpt.of(cell.text())
                            + " also occurs in an earlier row. Both rows are processed.");
        }
    }

    private String isBlank(String what, RowReader.Row.Cell cell) {
        return "This row has no %s: %s is blank. Give every product one."
                .formatted(what, table.header().name(cell.position().column()));
    }

    private void reportNoImages(RowReader.Row row) {
        var cell = row.cell(columns.images().getFirst().position());
        problemCollector.addViolation(
                cell.position(),
                Violation.Code.NO_IMAGE_URLS,
                () -> "This row has no image URLs: %s is blank. Give the product an image, or remove the row."
                        .formatted(table.header().name(cell.position().column())));
    }

    private void checkImages(RowReader.Row row, Product product) {
        productCount++;
        images += product.images().size();
        for (var image : product.images()) checkUrl(image, row.cell(image.column()));
    }

    private void checkUrl(Product.Image image, RowReader.Row.Cell cell) {
        var url = image.url();
        var problem = table.paths().problem(url);
        if (problem.isPresent()) {
            if (firstUnusable.isEmpty()) firstUnusable = Optional.of(new UnusableCell(cell, problem.get()));
            problemCollector.addWarning(cell.position(), Warning.Code.INVALID_URL, () -> isInvalid(url, problem.get()));
            return;
        }
        usableImages++;
        if (image.isSuspect())
            problemCollector.addWarning(cell.position(), Warning.Code.SUSPICIOUS_URL, () -> isSuspicious(url));
    }

    private static String isSuspicious(SourceUrl url) {
        return ProblemCollector.Excerpt.of(url.text()) + " "
                + UrlTail.suspicion(url.text()).orElse("looks unusual")
                + " and is taken for one URL. If it is more, separate them with commas.";
    }

    private static String isInvalid(SourceUrl url, String problem) {
        return ProblemCollector.Excerpt.of(url.text()) + " is not a usable URL: " + problem
                + ". This image will fail; the others are processed.";
    }

    /// Finds repeated serial numbers. Keeps only 64-bit hashes: 16 MB for a million of any length, 32 MB at
    /// most. That holds the first three million; later repetitions go unnoticed.
    ///
    /// The chance that any two of a million different serial numbers have the same hash is one in 37
    /// million. The only consequence is a needless warning.
    static final class SerialNumbers {
        private static final int MAX_SLOTS = 1 << 22;
        private static final long FREE = 0;

        private long[] hashes = new long[1024];
        private int count;

        /// Adds a serial number and returns whether it was added before. Ignores surrounding blanks.
        boolean addAndCheckRepeated(String serialNumber) {
            if (isFull() && hashes.length < MAX_SLOTS) grow();
            long hash = hash(Whitespace.strip(serialNumber));
            int slot = slot(hashes, hash);
            if (hashes[slot] == hash) return true;
            if (!isFull()) {
                hashes[slot] = hash;
                count++;
            }
            return false;
        }

        private boolean isFull() {
            return count >= hashes.length / 4 * 3;
        }

        private void grow() {
            var larger = new long[2 * hashes.length];
            for (long hash : hashes) {
                if (hash != FREE) larger[slot(larger, hash)] = hash;
            }
            hashes = larger;
        }

        /// The slot of the hash, or a free one. Open addressing with linear probing; some slots always stay
        /// free.
        private static int slot(long[] table, long hash) {
            int mask = table.length - 1;
            int slot = (int) (hash >>> 32) & mask;
            while (table[slot] != FREE && table[slot] != hash) slot = (slot + 1) & mask;
            return slot;
        }

        // FNV-1a over the characters, then the finalizer of MurmurHash3, because serial numbers often differ by
        // one digit.
        private static long hash(String text) {
            long hash = 0xCBF29CE484222325L;
            for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
            hash = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
            hash = (hash ^ (hash >>> 33)) * 0xC4CEB9FE1A85EC53L;
            hash ^= hash >>> 33;
            return hash == FREE ? 1 : hash;
        }
    }
}
