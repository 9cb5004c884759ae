package dev.halftone.engine.desk;

/// What an upload may ask for, and what its output URLs begin with.
///
/// @param maxUploadBytes the largest CSV
/// @param imageBaseUrl what stands before a file name in an output URL
public record ReceptionSettings(long maxUploadBytes, String imageBaseUrl) {
    public static final long DEFAULT_MAX_UPLOAD_BYTES = 1L << 30;

    public ReceptionSettings {
        if (maxUploadBytes < 1) throw new IllegalArgumentException("max-upload-bytes is at least 1");
    }
}
