package dev.halftone.imaging;

/// What format the caller wants back. [#KEEP] keeps JPEG, PNG, WebP, AVIF and GIF; TIFF, BMP and HEIC become JPEG, or
/// PNG where they have alpha.
public enum OutputFormat {
    KEEP,
    JPEG,
    PNG,
    WEBP,
    AVIF
}
