package dev.halftone.testkit;

import dev.halftone.testkit.WebhookInbox.Reply;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a [MockImageService] says of one image. It is immutable: each method returns a new result.
///
/// @param fields the fields of the result but `image_id`; none while it is pending
/// @param output how the service responds at an `output_url` of its own, if the result has one
public record MockResult(Map<String, Object> fields, Optional<Reply> output) {
    /// Marks a result for the service itself. Clients ignore unknown fields.
    static final String REJECTED = "rejected";

    public MockResult {
        fields = Map.copyOf(fields);
    }

    /// No result, ever.
    public static MockResult pending() {
        return new MockResult(Map.of(), Optional.empty());
    }

    /// A new image at an `output_url` of the service.
    public static MockResult outputUrl(byte[] image) {
        return outputUrl(Reply.of(200, SampleJpeg.CONTENT_TYPE, image))
                .with("sha256", sha256(image))
                .with("bytes", image.length);
    }

    /// An `output_url` of the service that responds in any way.
    public static MockResult outputUrl(Reply reply) {
        return new MockResult(Map.of("status", "succeeded"), Optional.of(reply));
    }

    /// An `output_url` elsewhere.
    public static MockResult outputUrl(String url) {
        return new MockResult(Map.of("status", "succeeded", "output_url", url), Optional.empty());
    }

    /// A new image in the result itself.
    public static MockResult content(byte[] image) {
        return new MockResult(
                Map.of(
                        "status",
                        "succeeded",
                        "content",
                        Base64.getEncoder().encodeToString(image),
                        "sha256",
                        sha256(image),
                        "bytes",
                        image.length),
                Optional.empty());
    }

    /// A final failure.
    public static MockResult failed(String code, String message) {
        return new MockResult(Map.of("status", "failed", "code", code, "message", message), Optional.empty());
    }

    /// A final failure that the response to the job names too.
    public static MockResult rejected(String code, String message) {
        return failed(code, message).with(REJECTED, true);
    }

    /// A failure that may pass.
    public static MockResult failedForNow(String code, String message) {
        return failed(code, message).with("retryable", true);
    }

    /// Sets any field to any value.
    public MockResult with(String field, Object value) {
        var changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        return new MockResult(changed, output);
    }

    boolean isPending() {
        return fields.isEmpty();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
