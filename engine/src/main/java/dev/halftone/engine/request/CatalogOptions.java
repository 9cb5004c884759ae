package dev.halftone.engine.request;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a catalogue file is read, and what the output file looks like.
///
/// @param layout what the columns mean; of a stored request never [Layout#AUTO]
/// @param columns which columns are used; only in [Layout#CUSTOM]
/// @param baseUrl where paths in image columns lead: each is appended to it
/// @param failed only in layouts other than [Layout#STANDARD]
/// @param keepColumns whether the output of [Layout#STANDARD] has all columns of the file
/// @param sheet the name of the sheet of a workbook; of a submission empty for the first sheet that has a header; of a
/// stored request only present if the file is a workbook
/// @param charset of a CSV, if its content type declared one
public record CatalogOptions(
        Layout layout,
        Optional<ChosenColumns> columns,
        Optional<String> baseUrl,
        FailedPlaces failed,
        boolean keepColumns,
        Optional<String> sheet,
        Optional<Charset> charset) {

    /// Checks that columns are chosen only in a custom layout, and always there.
    ///
    /// @throws IllegalArgumentException if columns are chosen in a layout that has its own, or none in a custom one
    public CatalogOptions {
        if (columns.isPresent() != (layout == Layout.CUSTOM))
            throw new IllegalArgumentException(layout.text() + " with the columns " + columns);
    }

    /// Finds the layout by the header; nothing else is declared.
    public static CatalogOptions defaults() {
        return new CatalogOptions(
                Layout.AUTO,
                Optional.empty(),
                Optional.empty(),
                FailedPlaces.KEEP,
                false,
                Optional.empty(),
                Optional.empty());
    }

    public CatalogOptions withCharset(Optional<Charset> declared) {
        return new CatalogOptions(layout, columns, baseUrl, failed, keepColumns, sheet, declared);
    }

    /// The options with the layout that a file turned out to have, and the sheet if it is a workbook.
    public CatalogOptions with(Layout found, Optional<String> foundSheet) {
        return new CatalogOptions(found, columns, baseUrl, failed, keepColumns, foundSheet, charset);
    }

    /// Whether the file of a stored request is a workbook.
    public boolean isWorkbook() {
        return sheet.isPresent();
    }

    /// The columns of a custom layout, by their names in the header.
    ///
    /// @param images at least one
    public record ChosenColumns(List<String> images, Optional<String> id, Optional<String> name) {
        public ChosenColumns {
            images = List.copyOf(images);
            if (images.isEmpty()) throw new IllegalArgumentException("no image column");
        }
    }

    /// What the columns of a catalogue file mean.
    public enum Layout {
        /// The first that fits of those below.
        AUTO,
        /// `Serial Number`, `Product Name`, `Input Image URLs`.
        STANDARD,
        SHOPIFY,
        WOOCOMMERCE,
        MAGENTO,
        GOOGLE_MERCHANT,
        BIGCOMMERCE,
        ETSY,
        WIX,
        /// The columns that the client chose.
        CUSTOM;

        /// The name in the API and the database: `google-merchant`.
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// The layout with this name, if there is one.
        public static Optional<Layout> find(String text) {
            return Arrays.stream(values())
                    .filter(layout -> layout.text().equals(text))
                    .findFirst();
        }

        /// The layout with this name, which there is.
        public static Layout of(String text) {
            return find(text).orElseThrow();
        }

        /// The names of all layouts, for messages.
        public static String names() {
            return Arrays.stream(values()).map(Layout::text).collect(Collectors.joining(", "));
        }
    }

    /// What the output file has in place of an image that failed.
    public enum FailedPlaces {
        /// The URL that was uploaded: with nothing there, an import would delete the picture.
        KEEP,
        BLANK;

        /// The name in the API and the database.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// The value with this name, if there is one.
        public static Optional<FailedPlaces> find(String text) {
            for (var value : values()) if (value.text().equals(text)) return Optional.of(value);
            return Optional.empty();
        }
    }
}
