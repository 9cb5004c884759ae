package dev.halftone.testkit;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A job that a [MockImageService] has taken.
public record ReceivedJob(String jobId, URI callbackUrl, Instant deadline, List<Image> images) {
    private static final JsonMapper JSON = new JsonMapper();

    public ReceivedJob {
        images = List.copyOf(images);
    }

    static ReceivedJob parse(byte[] body) {
        var json = JSON.readTree(body);
        return new ReceivedJob(
                json.required("job_id").asString(),
                URI.create(json.required("callback_url").asString()),
                Instant.parse(json.required("deadline").asString()),
                json.required("images").valueStream().map(Image::of).toList());
    }

    /// Whether the same was asked for. The order of images means nothing, and a repeated job may have a later deadline.
    boolean asksForTheSameAs(ReceivedJob other) {
        return callbackUrl.equals(other.callbackUrl) && Set.copyOf(images).equals(Set.copyOf(other.images));
    }

    /// The source URLs of its images.
    public List<String> sourceUrls() {
        return images.stream().map(Image::sourceUrl).toList();
    }

    /// One image of the job.
    public record Image(String imageId, String sourceUrl, JsonNode recipe) {
        private static Image of(JsonNode json) {
            return new Image(
                    json.required("image_id").asString(),
                    json.required("source_url").asString(),
                    json.required("recipe"));
        }
    }
}
