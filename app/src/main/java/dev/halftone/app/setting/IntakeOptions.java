package dev.halftone.app.setting;

import dev.halftone.engine.catalog.CatalogLimits;
import picocli.CommandLine.Option;

/// How much a CSV may hold.
public final class IntakeOptions {
    @Option(
            names = "--max-rows",
            paramLabel = "N",
            converter = CountConverter.class,
            defaultValue = "5M",
            description = "Products in a CSV (default: ${DEFAULT-VALUE}).")
    private long maxRows;

    @Option(
            names = "--max-field-chars",
            paramLabel = "N",
            defaultValue = "131072",
            description = "Characters in one cell of a CSV (default: ${DEFAULT-VALUE}).")
    private int maxFieldChars;

    public CatalogLimits limits() {
        return SettingRefused.checked(() -> new CatalogLimits(maxRows, maxFieldChars));
    }
}
