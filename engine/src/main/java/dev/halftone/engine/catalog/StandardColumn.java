package dev.halftone.engine.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The columns of the standard layout. They are found by name in the header, in any order, ignoring case, blanks, dots,
/// hyphens,
/// underscores and quotes. Quotes are part of a name only where something invisible stands before them.
enum StandardColumn {
    SERIAL_NUMBER("Serial Number"),
    PRODUCT_NAME("Product Name"),
    IMAGE_URLS("Input Image URLs");

    private static final Map<String, StandardColumn> BY_NAME = Map.of(
            "serialnumber", SERIAL_NUMBER,
            "serialno", SERIAL_NUMBER,
            "sno", SERIAL_NUMBER,
            "srno", SERIAL_NUMBER,
            "slno", SERIAL_NUMBER,
            "productname", PRODUCT_NAME,
            "inputimageurls", IMAGE_URLS,
            "inputimageurl", IMAGE_URLS,
            "imageurls", IMAGE_URLS,
            "imageurl", IMAGE_URLS);

    private final String title;

    StandardColumn(String title) {
        this.title = title;
    }

    static Optional<StandardColumn> named(String name) {
        return Optional.ofNullable(BY_NAME.get(normalize(name)));
    }

    /// The positions of the names for this column, from 0.
    List<Integer> positions(List<String> names) {
        return Columns.positions(names, name -> named(name).equals(Optional.of(this)));
    }

    /// The name in messages: `Serial Number`.
    String title() {
        return title;
    }

    /// The name in lower case, without what does not matter in a header.
    static String normalize(String name) {
        var normalized = new StringBuilder();
        name.chars().filter(StandardColumn::isSignificant).forEach(c -> normalized.append((char) c));
        return normalized.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean isSignificant(int c) {
        return !Whitespace.isBlank((char) c) && ".-_\"".indexOf(c) < 0;
    }
}
