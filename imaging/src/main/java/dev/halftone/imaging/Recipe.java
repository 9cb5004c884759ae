package dev.halftone.imaging;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// How to recompress an image.
///
/// @param quality 1 to 100: the IJG scale for JPEG (50 gives the tables of ITU-T T.81 Annex K), libvips' `Q` for
/// other formats
/// @param maxWidth the maximum width of the result in pixels; 0 is no limit. An image is never enlarged
/// @param maxHeight the maximum height of the result in pixels; 0 is no limit
public record Recipe(int quality, int maxWidth, int maxHeight, OutputFormat format) {
    public Recipe {
        if (quality < 1 || quality > 100)
            throw new IllegalArgumentException("quality must be 1 to 100, not " + quality);
        if (maxWidth < 0) throw new IllegalArgumentException("max_width must be 0 or more pixels, not " + maxWidth);
        if (maxHeight < 0) throw new IllegalArgumentException("max_height must be 0 or more pixels, not " + maxHeight);
    }

    /// Quality 50, at most 2048 pixels on a side, in the source's format.
    public static Recipe defaults() {
        return new Recipe(50, 2048, 2048, OutputFormat.KEEP);
    }

    /// The wanted output format. [#KEEP] keeps JPEG, PNG, WebP, AVIF and GIF. TIFF, BMP and HEIC become JPEG,
    /// or PNG if they have transparency.
    public enum OutputFormat {
        KEEP,
        JPEG,
        PNG,
        WEBP,
        AVIF;

        /// The format of this name in lower case, as in options; `jpg` is JPEG, too.
        public static Optional<OutputFormat> find(String text) {
            var name = text.equals("jpg") ? "jpeg" : text;
            return Stream.of(values())
                    .filter(format -> format.text().equals(name))
                    .findFirst();
        }

        /// The name in options.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
