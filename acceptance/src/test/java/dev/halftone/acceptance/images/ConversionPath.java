package dev.halftone.acceptance.images;

import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recipe.OutputFormat;
import java.util.Locale;

/// The ways an image is published: recompressed in its format, resized, or converted.
enum ConversionPath {
    KEEP(OutputFormat.KEEP, 0),
    RESIZE(OutputFormat.KEEP, 40),
    JPEG(OutputFormat.JPEG, 0),
    PNG(OutputFormat.PNG, 0),
    WEBP(OutputFormat.WEBP, 0),
    AVIF(OutputFormat.AVIF, 0);

    // What is lost at a low quality would hide small faults.
    private static final int QUALITY = 80;

    private final OutputFormat format;
    private final int maxSide;

    ConversionPath(OutputFormat format, int maxSide) {
        this.format = format;
        this.maxSide = maxSide;
    }

    Recipe recipe() {
        return new Recipe(QUALITY, maxSide, maxSide, format);
    }

    /// Whether a picture has the size that this path makes of a source, up to rounding.
    boolean hasRightSize(Picture source, Picture output) {
        var scale = maxSide == 0 ? 1 : Math.min(1.0, (double) maxSide / Math.max(source.width(), source.height()));
        return isRounded(output.width(), scale * source.width()) && isRounded(output.height(), scale * source.height());
    }

    private static boolean isRounded(int actual, double exact) {
        return Math.abs(actual - Math.max(exact, 1)) < 1;
    }

    static ConversionPath parse(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
