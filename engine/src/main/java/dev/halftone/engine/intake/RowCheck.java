package dev.halftone.engine.intake;

import dev.halftone.engine.request.SourceUrl;

/// The rules for a single row; counts its images.
final class RowCheck {
    private final Table table;
    private final Findings findings;
    private final Serials serials = new Serials();
    private long images;
    private long usableImages;

    RowCheck(Table table, Findings findings) {
        this.table = table;
        this.findings = findings;
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

    private void refuseOverlong(Cell cell) {
        var name = table.header().name(cell.place().column());
        var fault = Fault.tooLong(cell.place(), name, table.limits().maxFieldChars());
        findings.refuse(cell.place(), fault.code(), () -> fault.message() + " It begins " + Excerpt.of(cell.text()));
    }

    private void refuseWidth(Row row) {
        int firstOdd = Math.min(row.width(), table.header().width()) + 1;
        findings.refuse(
                new Place(row.line(), firstOdd), ViolationCode.WRONG_COLUMN_COUNT, () -> widthMessage(row.width()));
    }

    private String widthMessage(int width) {
        var header = table.header();
        return "The header has " + header.width() + " cells, but this row has " + width + ". Put a cell in quotes if "
                + header.delimiter().words() + " occurs in it.";
    }

    private void checkSerialNumber(Cell cell) {
        if (cell.isBlank()) {
            findings.refuse(cell.place(), ViolationCode.BLANK_SERIAL_NUMBER, () -> isBlank(Column.SERIAL_NUMBER));
        } else if (serials.isRepeated(cell.text())) {
            findings.warn(
                    cell.place(),
                    WarningCode.REPEATED_SERIAL_NUMBER,
                    () -> "The serial number " + Excerpt.of(cell.text())
                            + " stands in an earlier row, too. Both rows are processed.");
        }
    }

    private void checkProductName(Cell cell) {
        if (cell.isBlank()) {
            findings.refuse(cell.place(), ViolationCode.BLANK_PRODUCT_NAME, () -> isBlank(Column.PRODUCT_NAME));
        }
    }

    private void checkImageUrls(Row row) {
        var urls = row.images();
        if (urls.isEmpty()) {
            var place = row.imageUrls().place();
            findings.refuse(place, ViolationCode.NO_IMAGE_URLS, () -> isBlank(Column.IMAGE_URLS));
        }
        images += urls.size();
        for (var url : urls) checkUrl(url, row.imageUrls().place());
    }

    private void checkUrl(SourceUrl url, Place place) {
        var problem = url.problem();
        if (problem.isEmpty()) {
            usableImages++;
        } else {
            findings.warn(place, WarningCode.INVALID_URL, () -> isInvalid(url, problem.get()));
        }
    }

    private static String isInvalid(SourceUrl url, String problem) {
        return Excerpt.of(url.text()) + " is not a usable URL: " + problem
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
