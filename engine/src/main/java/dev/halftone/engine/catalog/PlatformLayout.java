package dev.halftone.engine.catalog;

import dev.halftone.engine.catalog.Columns.ImageColumn;
import dev.halftone.engine.request.CatalogOptions.Layout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The product export of a shop platform: the names of its columns, in older and newer exports, without what
/// [StandardColumn#normalize] leaves out.
///
/// @param needed the columns that a header must have, for messages
/// @param ids in the order in which they are looked at
/// @param images one pattern for each kind of image column
/// @param imagesOrNames columns with either the URL or only the name of an image
/// @param noImage cells that stand for no image
record PlatformLayout(
        Layout layout,
        String needed,
        List<String> ids,
        String name,
        List<Pattern> images,
        List<Pattern> imagesOrNames,
        Set<String> noImage) {

    /// The platforms, those with the most distinctive names first.
    static final List<PlatformLayout> ALL = List.of(
            new PlatformLayout(
                    Layout.SHOPIFY,
                    "Handle or URL handle, and Image Src or Product image URL",
                    List.of("handle", "urlhandle"),
                    "title",
                    patterns("imagesrc|variantimage", "productimageurl|variantimageurl"),
                    List.of(),
                    Set.of()),
            new PlatformLayout(
                    Layout.WIX,
                    "handleId and productImageUrl",
                    List.of("handleid", "handle"),
                    "name",
                    patterns("productimageurl", "media|mediaurl"),
                    List.of(),
                    Set.of()),
            new PlatformLayout(
                    Layout.BIGCOMMERCE,
                    "Product Code/SKU or Product ID, and Product Image URL - 1",
                    List.of("productcode/sku", "sku", "productid", "id"),
                    "productname|name",
                    patterns("productimageurl[0-9]+", "imageurl\\(import\\)|internalimageurl\\(export\\)"),
                    patterns("productimagefile[0-9]+"),
                    Set.of()),
            new PlatformLayout(
                    Layout.MAGENTO,
                    "sku and base_image or additional_images",
                    List.of("sku"),
                    "name",
                    patterns("(base|small|thumbnail|swatch)image|additionalimages"),
                    List.of(),
                    Set.of("no_selection")),
            new PlatformLayout(
                    Layout.GOOGLE_MERCHANT,
                    "id and image_link",
                    List.of("id"),
                    "title",
                    patterns("(additional)?imagelink"),
                    List.of(),
                    Set.of()),
            new PlatformLayout(
                    Layout.ETSY,
                    "SKU and IMAGE1",
                    List.of("sku"),
                    "title",
                    patterns("image[0-9]+"),
                    List.of(),
                    Set.of()),
            new PlatformLayout(
                    Layout.WOOCOMMERCE,
                    "SKU or ID, and Images",
                    List.of("sku", "id"),
                    "name",
                    patterns("images"),
                    List.of(),
                    Set.of()));

    private static List<Pattern> patterns(String... names) {
        return Stream.of(names).map(Pattern::compile).toList();
    }

    static PlatformLayout of(Layout layout) {
        return ALL.stream()
                .filter(platform -> platform.layout == layout)
                .findFirst()
                .orElseThrow();
    }

    /// The columns of this platform in a header; empty unless it has an id and an image column.
    Optional<Columns> find(List<String> header) {
        var names = header.stream().map(StandardColumn::normalize).toList();
        var idsFound = ids.stream()
                .map(names::indexOf)
                .filter(position -> position >= 0)
                .toList();
        var imageColumns = imageColumns(names);
        if (idsFound.isEmpty() || imageColumns.isEmpty()) return Optional.empty();
        var nameFound =
                Columns.positions(names, text -> text.matches(name)).stream().findFirst();
        return Optional.of(new Columns(layout, idsFound, nameFound, imageColumns, noImage));
    }

    private List<ImageColumn> imageColumns(List<String> names) {
        var found = new ArrayList<ImageColumn>();
        Columns.positions(names, text -> isAny(images, text))
                .forEach(position -> found.add(new ImageColumn(position, false)));
        Columns.positions(names, text -> isAny(imagesOrNames, text))
                .forEach(position -> found.add(new ImageColumn(position, true)));
        found.sort(Comparator.comparingInt(ImageColumn::position));
        return found;
    }

    private static boolean isAny(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
