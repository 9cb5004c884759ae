package dev.halftone.imaging.vips;

/// What the numbers of a picture's pixels mean (`VipsInterpretation`), as far as it matters here.
public enum ColourSpace {
    GREY,
    GREY_16,
    SRGB,
    CMYK,
    OTHER;

    static ColourSpace of(int interpretation) {
        return switch (interpretation) {
            case 1 -> GREY;
            case 26 -> GREY_16;
            case 17, 22 -> SRGB;
            case 15 -> CMYK;
            default -> OTHER;
        };
    }
}
