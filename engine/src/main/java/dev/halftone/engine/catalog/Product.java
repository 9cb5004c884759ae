package dev.halftone.engine.catalog;

import dev.halftone.engine.request.SourceUrl;
import java.util.List;

/// A row with images. Its text is exactly as uploaded: leading zeros, long numbers and blanks are kept.
///
/// @param row its ordinal among the products of the file, from 1
/// @param line the line of the file on which it starts, from 1
/// @param serialNumber blank only in layouts other than the standard one; the same for `name`
/// @param images in the order of the columns and their cells, at least one; some may be malformed
public record Product(long row, long line, String serialNumber, String name, List<Image> images) {
    public Product {
        images = List.copyOf(images);
        if (images.isEmpty()) throw new IllegalArgumentException("line " + line + ": no image URLs");
    }

    /// A product that comes from no file.
    public static Product of(long row, String serialNumber, String name, List<SourceUrl> urls) {
        return new Product(
                row,
                row,
                serialNumber,
                name,
                urls.stream()
                        .map(url -> new Image(0, url.text(), 0, url.text().length(), url.text(), url, false))
                        .toList());
    }

    /// An image of a product, and where its URL stands.
    ///
    /// @param column the position of its column, from 0
    /// @param cell the text of its cell
    /// @param begin the index in the cell's text at which its URL begins
    /// @param end the index after its last character
    /// @param written the URL, or the path, as uploaded
    /// @param url where to fetch it
    /// @param isSuspect whether two URLs may have become one
    public record Image(
            int column, String cell, int begin, int end, String written, SourceUrl url, boolean isSuspect) {}

    /// The URLs as uploaded, in order.
    public List<String> writtenUrls() {
        return images.stream().map(Image::written).toList();
    }

    /// The URLs to fetch, in order.
    public List<SourceUrl> urls() {
        return images.stream().map(Image::url).toList();
    }
}
