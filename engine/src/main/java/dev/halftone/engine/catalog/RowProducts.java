package dev.halftone.engine.catalog;

import dev.halftone.engine.catalog.Columns.ImageColumn;
import dev.halftone.engine.catalog.Product.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns the rows of one table into products, in order. A row without images is no product.
///
/// Exports leave out the id or the name on further rows of a product, or only repeat the id. Such a row has those of
/// the row above.
final class RowProducts {
    private final Columns columns;
    private final ImagePaths paths;
    private String serialNumber = "";
    private String name = "";
    private long products;

    RowProducts(Columns columns, ImagePaths paths) {
        this.columns = columns;
        this.paths = paths;
    }

    /// The next row as a product, if it has images.
    Optional<Product> next(RowReader.Row row) {
        identify(row);
        var images = images(row);
        return images.isEmpty()
                ? Optional.empty()
                : Optional.of(new Product(++products, row.line(), serialNumber, name, images));
    }

    private void identify(RowReader.Row row) {
        var ownNumber = serialNumber(row);
        var ownName = columns.name().map(position -> row.cell(position).text()).orElse("");
        var isSameProduct = Whitespace.isBlank(ownNumber) || ownNumber.equals(serialNumber);
        if (columns.isStandard() || !Whitespace.isBlank(ownName)) {
            name = ownName;
            serialNumber = ownNumber;
            return;
        }
        if (!isSameProduct) name = "";
        if (!Whitespace.isBlank(ownNumber)) serialNumber = ownNumber;
    }

    private String serialNumber(RowReader.Row row) {
        for (int position : columns.ids()) {
            var cell = row.cell(position);
            if (!cell.isBlank()) return cell.text();
        }
        return columns.ids().stream()
                .findFirst()
                .map(position -> row.cell(position).text())
                .orElse("");
    }

    private List<Image> images(RowReader.Row row) {
        var images = new ArrayList<Image>();
        for (var column : columns.images()) addImages(column, row, images);
        return images;
    }

    private void addImages(ImageColumn column, RowReader.Row row, List<Image> images) {
        var text = row.cell(column.position()).text();
        for (var place : places(column, text))
            images.add(new Image(
                    column.position(),
                    text,
                    place.begin(),
                    place.end(),
                    place.url().text(),
                    paths.resolve(place.url()),
                    place.isSuspect()));
    }

    private List<UrlCell.Place> places(ImageColumn column, String text) {
        if (!columns.noImage().isEmpty() && columns.noImage().contains(Whitespace.strip(text))) return List.of();
        var isFile = paths.isFile(text);
        if (column.maybeNames() && !isFile && !hasUrl(text)) return List.of();
        // The name of a file may have commas and blanks in it.
        return isFile ? List.of(UrlCell.Place.whole(text)) : UrlCell.places(text);
    }

    private static boolean hasUrl(String text) {
        return text.contains("//") || text.regionMatches(true, 0, "www.", 0, 4);
    }
}
