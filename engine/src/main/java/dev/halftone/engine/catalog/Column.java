package dev.halftone.engine.catalog;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The columns that a file must have. They are found by their names in the header, in any order; case, blanks, dots,
/// hyphens and underscores make no difference.
enum Column {
    SERIAL_NUMBER("Serial Number"),
    PRODUCT_NAME("Product Name"),
    IMAGE_URLS("Input Image URLs");

    private static final Map<String, Column> BY_NAME = Map.of(
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

    Column(String title) {
        this.title = title;
    }

    static Optional<Column> named(String name) {
        return Optional.ofNullable(BY_NAME.get(plain(name)));
    }

    /// The name to use when talking to people: `Serial Number`.
    String title() {
        return title;
    }

    private static String plain(String name) {
        var plain = new StringBuilder();
        name.chars().filter(Column::counts).forEach(c -> plain.append((char) c));
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean counts(int c) {
        return !Whitespace.isBlank((char) c) && c != '.' && c != '-' && c != '_';
    }
}
