package dev.halftone.engine.imageservice;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Results of some images of a job.
public record JobResults(String jobId, List<ImageResult> images) {
    public JobResults {
        Objects.requireNonNull(jobId, "job_id");
        images = List.copyOf(images);
    }

    public enum Status {
        PENDING,
        SUCCEEDED,
        FAILED
    }

    /// A source as the service found it. The last three show later whether it has changed.
    ///
    /// @param bytes its size
    /// @param sha256 in hexadecimal digits
    /// @param etag the header of the response at the URL of the job itself, without a redirect
    /// @param lastModified likewise
    public record Source(
            Optional<Long> bytes, Optional<String> sha256, Optional<String> etag, Optional<String> lastModified) {}

    /// The result of one image. What does not belong to its status is absent.
    ///
    /// @param code why it failed
    /// @param message the same in words
    /// @param retryable whether another attempt may succeed
    /// @param outputUrl where the new image is fetched from
    /// @param sha256 of the new image, in hexadecimal digits
    /// @param bytes the size of the new image
    /// @param source what the source was
    /// @param content the new image itself in base64, instead of `output_url`
    public record ImageResult(
            String imageId,
            Status status,
            Optional<String> code,
            Optional<String> message,
            Optional<Boolean> retryable,
            Optional<String> outputUrl,
            Optional<String> sha256,
            Optional<Long> bytes,
            Optional<Source> source,
            Optional<Integer> width,
            Optional<Integer> height,
            Optional<byte[]> content) {
        public ImageResult {
            Objects.requireNonNull(imageId, "image_id");
            Objects.requireNonNull(status, "status");
        }

        /// The same result without the new image, which is stored separately.
        ImageResult withoutContent() {
            return new ImageResult(
                    imageId,
                    status,
                    code,
                    message,
                    retryable,
                    outputUrl,
                    sha256,
                    bytes,
                    source,
                    width,
                    height,
                    Optional.empty());
        }

        public static ImageResult pending(String imageId) {
            return withoutImage(imageId, Status.PENDING, Optional.empty(), Optional.empty(), Optional.empty());
        }

        public static ImageResult failed(String imageId, String code, String message, boolean isRetryable) {
            return withoutImage(
                    imageId, Status.FAILED, Optional.of(code), Optional.of(message), Optional.of(isRetryable));
        }

        private static ImageResult withoutImage(
                String imageId,
                Status status,
                Optional<String> code,
                Optional<String> message,
                Optional<Boolean> retryable) {
            return new ImageResult(
                    imageId,
                    status,
                    code,
                    message,
                    retryable,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        public static ImageResult succeeded(
                String imageId, String outputUrl, String sha256, long bytes, Source source, int width, int height) {
            return new ImageResult(
                    imageId,
                    Status.SUCCEEDED,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(outputUrl),
                    Optional.of(sha256),
                    Optional.of(bytes),
                    Optional.of(source),
                    Optional.of(width),
                    Optional.of(height),
                    Optional.empty());
        }
    }
}
