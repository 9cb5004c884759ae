package dev.halftone.app.config;

import dev.halftone.imaging.Recipe;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Options for the processing of images.
public final class RecipeOptions {
    @Option(
            names = "--quality",
            paramLabel = "1-100",
            defaultValue = "50",
            description = "Image quality (default: ${DEFAULT-VALUE}).")
    private int quality;

    @Option(
            names = "--max-width",
            paramLabel = "PIXELS",
            defaultValue = "2048",
            description = "Maximum width; 0: no limit (default: ${DEFAULT-VALUE}).")
    private int maxWidth;

    @Option(
            names = "--max-height",
            paramLabel = "PIXELS",
            defaultValue = "2048",
            description = "Maximum height; 0: no limit (default: ${DEFAULT-VALUE}).")
    private int maxHeight;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            defaultValue = "keep",
            description = "Output format: keep, jpeg, png, webp or avif (default: ${DEFAULT-VALUE}).")
    private Recipe.OutputFormat format;

    public Recipe recipe() {
        return InvalidSettingException.wrap(() -> new Recipe(quality, maxWidth, maxHeight, format));
    }

    /// Parses the name of a format, in any case.
    static final class FormatConverter implements ITypeConverter<Recipe.OutputFormat> {
        @Override
        public Recipe.OutputFormat convert(String text) {
            return Recipe.OutputFormat.find(text.toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> new TypeConversionException("not keep, jpeg, png, webp or avif: " + text));
        }
    }
}
