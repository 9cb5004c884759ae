package dev.halftone.engine.catalog;

import dev.halftone.engine.request.SourceUrl;

/// The rules for a single row; counts its images.
final class RowCheck {
    private final Table table;
    private final ProblemCollector problemCollector;
    private final SerialNumbers serialNumbers = new SerialNumbers();
    private long images;
    private long usableImages;

    RowCheck(Table table, ProblemCollector problemCollector) {
        this.table = table;
        this.problemCollector = problemCollector;
    }

    long images() {
        return images;
    }

    long usableImages() {
        return usableImages;
    }

    void check(Row row) {
        row.overlong().forEach(this::refuseOverlong);
        if (row.width() != table.header().width()) {
            refuseWidth(row);
            return;
        }
        checkSerialNumber(row.serialNumber());
        checkProductName(row.productName());
        checkImageUrls(row);
    }

    private void refuseOverlong(Row.Cell cell) {
        var name = table.header().name(cell.position().column());
        var brokenCell = RowReader.BrokenCell.tooLong(
                cell.position(), name, table.limits().maxFieldChars());
        problemCollector.addViolation(
                cell.position(),
                brokenCell.code(),
                () -> brokenCell.message() + " It begins " + ProblemCollector.Excerpt.of(cell.text()));
    }

    private void refuseWidth(Row row) {
        int firstOdd = Math.min(row.width(), table.header().width()) + 1;
        problemCollector.addViolation(
                new Position(row.line(), firstOdd), Violation.Code.WRONG_COLUMN_COUNT, () -> widthMessage(row.width()));
    }

    private String widthMessage(int width) {
        var header = table.header();
        return "The header has " + header.width() + " cells, but this row has " + width + ". Put a cell in quotes if "
                + header.delimiter().words() + " occurs in it.";
    }

    private void checkSerialNumber(Row.Cell cell) {
        if (cell.isBlank()) {
            problemCollector.addViolation(
                    cell.position(), Violation.Code.BLANK_SERIAL_NUMBER, () -> isBlank(Column.SERIAL_NUMBER));
        } else if (serialNumbers.addIsRepeated(cell.text())) {
            problemCollector.addWarning(
                    cell.position(),
                    Warning.Code.REPEATED_SERIAL_NUMBER,
                    () -> "The serial number " + ProblemCollector.Excerpt.of(cell.text())
                            + " stands in an earlier row, too. Both rows are processed.");
        }
    }

    private void checkProductName(Row.Cell cell) {
        if (cell.isBlank()) {
            problemCollector.addViolation(
                    cell.position(), Violation.Code.BLANK_PRODUCT_NAME, () -> isBlank(Column.PRODUCT_NAME));
        }
    }

    private void checkImageUrls(Row row) {
        var urls = row.images();
        if (urls.isEmpty()) {
            var position = row.imageUrls().position();
            problemCollector.addViolation(position, Violation.Code.NO_IMAGE_URLS, () -> isBlank(Column.IMAGE_URLS));
        }
        images += urls.size();
        for (var url : urls) checkUrl(url, row.imageUrls().position());
    }

    private void checkUrl(SourceUrl url, Position position) {
        var problem = url.problem();
        if (problem.isEmpty()) {
            usableImages++;
        } else {
            problemCollector.addWarning(position, Warning.Code.INVALID_URL, () -> isInvalid(url, problem.get()));
        }
    }

    private static String isInvalid(SourceUrl url, String problem) {
        return ProblemCollector.Excerpt.of(url.text()) + " is not a usable URL: " + problem
                + ". This image will fail, the others go ahead.";
    }

    private String isBlank(Column column) {
        var message = switch (column) {
            case SERIAL_NUMBER -> "This row has no serial number: %s is blank. Give every product one.";
            case PRODUCT_NAME -> "This row has no product name: %s is blank. Give every product one.";
            case IMAGE_URLS -> "This row has no image URLs: %s is blank. Give the product an image, or leave it out.";
        };
        return message.formatted(table.header().name(column));
    }
}
