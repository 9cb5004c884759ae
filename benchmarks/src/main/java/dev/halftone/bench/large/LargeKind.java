package dev.halftone.bench.large;

/// How a large picture is coded: what of it a decoder must hold at once differs.
enum LargeKind {
    JPEG("jpg", "jpegsave_buffer", "Q=90"),
    PROGRESSIVE_JPEG("progressive.jpg", "jpegsave_buffer", "Q=90,interlace=true"),
    PNG("png", "pngsave_buffer", "compression=6"),
    INTERLACED_PNG("interlaced.png", "pngsave_buffer", "compression=6,interlace=true"),
    WEBP("webp", "webpsave_buffer", "Q=90");

    private final String file;
    private final String saver;
    private final String options;

    LargeKind(String extension, String saver, String options) {
        this.file = "large." + extension;
        this.saver = saver;
        this.options = options;
    }

    /// Its name at the server.
    String file() {
        return file;
    }

    /// libvips' operation that writes it.
    String saver() {
        return saver;
    }

    /// Of that operation.
    String options() {
        return options;
    }

    @Override
    public String toString() {
        return switch (this) {
            case JPEG -> "JPEG";
            case PROGRESSIVE_JPEG -> "JPEG, progressive";
            case PNG -> "PNG";
            case INTERLACED_PNG -> "PNG, interlaced";
            case WEBP -> "WebP";
        };
    }
}
