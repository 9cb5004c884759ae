package dev.halftone.app.config;

import dev.halftone.engine.catalog.CatalogFields;
import dev.halftone.engine.catalog.CatalogFields.InvalidFieldException;
import dev.halftone.engine.request.CatalogOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Options for what the columns of a catalogue file mean, and for the output file.
public class LayoutOptions {
    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description = "What the columns mean: auto, standard, shopify, woocommerce, magento, google-merchant,"
                    + " bigcommerce, etsy, wix or custom (default: auto, found by the header).")
    private Optional<String> layout = Optional.empty();

    @Option(
            names = "--image-column",
            paramLabel = "NAME",
            description = "A column of image URLs, by its name; repeat it for more. The layout is then custom.")
    private List<String> imageColumns = new ArrayList<>();

    @Option(
            names = "--id-column",
            paramLabel = "NAME",
            description = "The column of serial numbers, with --image-column.")
    private Optional<String> idColumn = Optional.empty();

    @Option(
            names = "--name-column",
            paramLabel = "NAME",
            description = "The column of product names, with --image-column.")
    private Optional<String> nameColumn = Optional.empty();

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "Paths in image columns, such as /m/b/mug.jpg, are appended to this URL.")
    private Optional<String> baseUrl = Optional.empty();

    @Option(
            names = "--failed",
            paramLabel = "keep|blank",
            description =
                    "What output.csv has in place of a failed image: its old URL, or nothing; in the layout standard"
                            + " always nothing (default: keep).")
    private Optional<String> failed = Optional.empty();

    @Option(names = "--keep-columns", description = "In the layout standard, output.csv has all columns of the file.")
    private boolean keepColumns;

    @Option(names = "--sheet", paramLabel = "NAME", description = "The sheet of a workbook.")
    private Optional<String> sheet = Optional.empty();

    /// The options.
    ///
    /// @throws InvalidSettingException if they do not go together
    public final CatalogOptions catalog() {
        try {
            return fields().parse();
        } catch (InvalidFieldException e) {
            throw new InvalidSettingException(e.field().replace('_', '-') + " " + e.getMessage());
        }
    }

    /// The options as fields of the API.
    public final CatalogFields fields() {
        return new CatalogFields(
                layout,
                imageColumns,
                idColumn,
                nameColumn,
                baseUrl,
                failed,
                Optional.of(String.valueOf(keepColumns)),
                sheet);
    }
}
