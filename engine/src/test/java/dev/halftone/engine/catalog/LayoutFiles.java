package dev.halftone.engine.catalog;

import dev.halftone.engine.request.CatalogOptions.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Generated exports of shop platforms, with the file that should come out.
final class LayoutFiles {
    /// The headers of older and newer exports: `#` marks an image column with one URL, `#,` one with several and what
    /// separates them.
    static final List<Export> EXPORTS = List.of(
            export(Layout.SHOPIFY, "Handle~Title~Body (HTML)~Vendor~#Image Src~Image Position~#Variant Image~Status"),
            export(Layout.SHOPIFY, "Title~URL handle~Description~#Product image URL~Image alt text~#Variant image URL"),
            export(Layout.WOOCOMMERCE, "ID~Type~SKU~Name~Published~Description~#, Images~Parent~Meta: _x"),
            export(Layout.WOOCOMMERCE, "SKU~Name~#, Images"),
            export(
                    Layout.MAGENTO,
                    "sku~store_view_code~name~#base_image~base_image_label~#small_image~#thumbnail_image~#swatch_image"
                            + "~qty~#,additional_images~additional_image_labels"),
            export(Layout.GOOGLE_MERCHANT, "id~title~description~link~#image_link~#,additional_image_link~price"),
            export(Layout.GOOGLE_MERCHANT, "id~title~#image link~#,additional image link~availability"),
            export(
                    Layout.BIGCOMMERCE,
                    "Item Type~Product ID~Product Name~Product Code/SKU~#Product Image File - 1~#Product Image URL - 1"
                            + "~Product Image Sort - 1~#Product Image URL - 2"),
            export(Layout.BIGCOMMERCE, "Item~ID~Name~Type~SKU~#Image URL (Import)~#Internal Image URL (Export)"),
            export(Layout.ETSY, "TITLE~DESCRIPTION~PRICE~#IMAGE1~#IMAGE2~#IMAGE3~#IMAGE10~SKU"),
            export(Layout.WIX, "handleId~fieldType~name~description~#;productImageUrl~collection~sku"),
            export(Layout.WIX, "handle~fieldType~name~visible~#media~mediaAltText"));

    private static final String[] OTHER_TEXTS = {
        "",
        "",
        "x",
        "a, b",
        "12\" \"Classic\" pan",
        "line\nbreak",
        "Größe",
        "7;8|9",
        " padded ",
        "\"quoted\"",
        "https://shop.example/p/1",
        "'",
        "=1+1",
        "<p>https://shop.example/a.jpg</p>",
        "\t",
        "007",
        "true"
    };

    private LayoutFiles() {}

    /// The header of an export.
    record Export(Layout layout, List<String> columns) {
        @Override
        public String toString() {
            return layout.text() + " " + columns;
        }

        List<String> names() {
            return columns.stream()
                    .map(column -> column.replaceFirst("^#([,;] ?)?", ""))
                    .toList();
        }

        boolean isImage(int column) {
            return columns.get(column).startsWith("#");
        }

        /// What separates the URLs of a cell; empty if it has one.
        String separator(int column) {
            var name = columns.get(column);
            if (name.startsWith("#, ")) return ", ";
            return name.startsWith("#,") || name.startsWith("#;") ? name.substring(1, 2) : "";
        }
    }

    private static Export export(Layout layout, String columns) {
        return new Export(layout, List.of(columns.split("~")));
    }

    /// How a file is written.
    record Dialect(char delimiter, String lineEnd, boolean quotesAll, boolean endsWithLineEnd) {
        static Dialect random(Random random) {
            return new Dialect(
                    ",;\t|".charAt(random.nextInt(4)),
                    List.of("\n", "\r\n", "\r").get(random.nextInt(3)),
                    random.nextBoolean(),
                    random.nextBoolean());
        }

        String write(List<List<String>> rows, Random random) {
            var text = rows.stream()
                    .map(row -> row.stream()
                            .map(cell -> write(cell, random))
                            .collect(Collectors.joining(String.valueOf(delimiter))))
                    .collect(Collectors.joining(lineEnd));
            return endsWithLineEnd ? text + lineEnd : text;
        }

        private String write(String cell, Random random) {
            var quoted = '"' + cell.replace("\"", "\"\"") + '"';
            boolean needsQuotes = cell.indexOf(delimiter) >= 0
                    || cell.contains("\n")
                    || cell.strip().startsWith("\"")
                    || cell.contains("\t");
            boolean isQuoted = needsQuotes || quotesAll || random.nextInt(4) == 0;
            if (!isQuoted) return cell;
            // Blanks around quotes belong to the file, not to the cell.
            return random.nextInt(10) == 0 ? " " + quoted + " " : quoted;
        }
    }

    /// A table before and after its images were replaced.
    ///
    /// @param newUrls for each row with images, in order, the URL of each
    record Tables(List<List<String>> before, List<List<String>> after, List<List<String>> newUrls) {}

    static Tables tables(Export export, int rows, Random random) {
        var before = new ArrayList<List<String>>();
        var after = new ArrayList<List<String>>();
        var newUrls = new ArrayList<List<String>>();
        before.add(export.names());
        after.add(export.names());
        for (int row = 0; row < rows; row++) {
            var cells = new ArrayList<String>();
            var replaced = new ArrayList<String>();
            var urls = new ArrayList<String>();
            for (int column = 0; column < export.columns().size(); column++) {
                // The first row has an image in each column, so that the file is never without one.
                boolean isBlank = row > 0 && random.nextInt(3) == 0;
                if (!export.isImage(column)) {
                    var text = OTHER_TEXTS[random.nextInt(OTHER_TEXTS.length)];
                    cells.add(text);
                    replaced.add(text);
                } else if (isBlank) {
                    cells.add("");
                    replaced.add("");
                } else {
                    int count = export.separator(column).isEmpty() ? 1 : 1 + random.nextInt(3);
                    var names = IntStream.range(0, count)
                            .mapToObj(_ -> random.nextInt(1_000_000))
                            .toList();
                    var news = names.stream()
                            .map(name -> "https://new.test/" + name + ".webp")
                            .toList();
                    cells.add(names.stream()
                            .map(name -> "https://old.test/ü/w_1,h_2/" + name + ".jpg?v=1")
                            .collect(Collectors.joining(export.separator(column))));
                    replaced.add(String.join(export.separator(column), news));
                    urls.addAll(news);
                }
            }
            before.add(cells);
            after.add(replaced);
            if (!urls.isEmpty()) newUrls.add(urls);
        }
        return new Tables(before, after, newUrls);
    }

    static Stream<Export> exports() {
        return EXPORTS.stream();
    }
}
