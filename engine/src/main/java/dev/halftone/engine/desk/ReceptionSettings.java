package dev.halftone.engine.desk;

/// What an upload may ask for, and what its output URLs begin with.
///
/// @param maxUploadBytes the largest CSV
/// @param maxOpenRequests how many requests of one owner may be under way
/// @param imageBaseUrl what stands before a file name in an output URL
public record ReceptionSettings(long maxUploadBytes, long maxOpenRequests, String imageBaseUrl) {
    public static final long DEFAULT_MAX_UPLOAD_BYTES = 1L << 30;

    public static final long DEFAULT_MAX_OPEN_REQUESTS = 10_000;

    public ReceptionSettings(long maxUploadBytes, String imageBaseUrl) {
        this(maxUploadBytes, DEFAULT_MAX_OPEN_REQUESTS, imageBaseUrl);
    }

    public ReceptionSettings {
        if (maxOpenRequests < 1) throw new IllegalArgumentException("max-open-requests is at least 1");
        if (maxUploadBytes < 1) throw new IllegalArgumentException("max-upload-bytes is at least 1");
    }
}
