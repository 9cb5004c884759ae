package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.colour.Colours;
import dev.halftone.imaging.header.Header;
import dev.halftone.imaging.pixels.Recoded.Source;
import dev.halftone.imaging.vips.Picture;
import java.util.Optional;

/// One image and what is wanted of it.
///
/// @param colours what the file says of them in place of a profile
record Job(ImageBytes source, ImageFormat format, Header header, Optional<Colours> colours, Recipe recipe) {

    static Job of(ImageBytes source, ImageFormat format, Header header, Recipe recipe) {
        return new Job(source, format, header, Colours.told(source, format), recipe);
    }

    Decoder decoder() {
        return switch (format) {
            case JPEG -> new VipsDecoder("jpegload_buffer", "sequential");
            case PNG -> new VipsDecoder("pngload_buffer", "sequential");
            case WEBP -> new VipsDecoder("webpload_buffer", "sequential");
            case AVIF -> new VipsDecoder("heifload_buffer", "sequential");
            case GIF -> new VipsDecoder("gifload_buffer", "sequential");
            // Looked at twice where there is alpha: whether it is opaque, and then to code it.
            case TIFF -> new VipsDecoder("tiffload_buffer", "random");
            case HEIC -> new HeicDecoder();
            case BMP -> new BitmapDecoder(source);
        };
    }

    Plan plan(Opened opened) {
        return Plan.of(recipe, Target.of(recipe.format(), format, opened), header, opened);
    }

    /// A decoded picture with the profile that its numbers want.
    Picture coloured(Picture decoded) {
        return colours.map(told -> Profile.told(decoded, told)).orElse(decoded);
    }

    /// Whether the source, as it is, would do for the result too.
    Source source(Opened opened, Plan plan) {
        if (plan.target() != format || !plan.fits() || !opened.isUpright()) return Source.OTHER;
        if (header.moves()) return Source.MOVES;
        if (colours.filter(Colours::areBrighterThanWhite).isPresent()) return Source.OTHER;
        return EightBits.has(opened.picture()) ? Source.SAME : Source.OTHER;
    }
}
