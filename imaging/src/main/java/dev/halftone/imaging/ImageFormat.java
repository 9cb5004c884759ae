package dev.halftone.imaging;

/// The formats an image can arrive in. The format is detected from the bytes, never from a file name or HTTP header.
public enum ImageFormat {
    JPEG("jpg", "image/jpeg"),
    PNG("png", "image/png"),
    WEBP("webp", "image/webp"),
    AVIF("avif", "image/avif"),
    GIF("gif", "image/gif"),
    TIFF("tiff", "image/tiff"),
    BMP("bmp", "image/bmp"),
    HEIC("heic", "image/heic");

    private final String extension;
    private final String mediaType;

    ImageFormat(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    /// The file name extension, without its dot.
    public String extension() {
        return extension;
    }

    /// The IANA media type.
    public String mediaType() {
        return mediaType;
    }
}
