package dev.halftone.engine.imageservice;

import java.util.List;
import java.util.Objects;

/// The response to a job that was taken.
///
/// @param rejected images that the service will not work on, with the reason
public record JobReceipt(String jobId, List<Rejection> rejected) {
    public JobReceipt {
        Objects.requireNonNull(jobId, "job_id");
        rejected = List.copyOf(rejected);
    }

    public record Rejection(String imageId, String code, String message) {
        public Rejection {
            Objects.requireNonNull(imageId, "image_id");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(message, "message");
        }
    }
}
