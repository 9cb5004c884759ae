package dev.halftone.engine.webhook;

/// The three headers that make a message's origin and age provable, as text: what was sent, or what came in.
///
/// @param timestamp of the attempt, in seconds since 1970
/// @param signature one or more, `v1,` and base64, with blanks between them
public record SignedHeaders(String id, String timestamp, String signature) {
    public static final String ID = "webhook-id";
    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";
}
