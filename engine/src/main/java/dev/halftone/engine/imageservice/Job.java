package dev.halftone.engine.imageservice;

import dev.halftone.imaging.Recipe;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// Images handed over together. The same id and body again is the same job.
///
/// @param callbackUrl where results are sent, the whole address
/// @param deadline when the results are asked for, if they have not come
public record Job(String jobId, String callbackUrl, Instant deadline, List<Image> images) {
    public Job {
        Objects.requireNonNull(jobId, "job_id");
        Objects.requireNonNull(callbackUrl, "callback_url");
        Objects.requireNonNull(deadline, "deadline");
        images = List.copyOf(Objects.requireNonNull(images, "images"));
    }

    /// One image of a job.
    ///
    /// @param imageId unique in the job
    public record Image(String imageId, String sourceUrl, Recipe recipe) {
        public Image {
            Objects.requireNonNull(imageId, "image_id");
            Objects.requireNonNull(sourceUrl, "source_url");
            Objects.requireNonNull(recipe, "recipe");
        }
    }
}
