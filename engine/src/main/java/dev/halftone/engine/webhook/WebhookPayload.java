package dev.halftone.engine.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The body of a message, in JSON, under 20 kB. The text is what is stored, signed and sent, so that every attempt
/// sends the same bytes.
public record WebhookPayload(String json) {
    private static final int MOST_BYTES = 20_000;

    public WebhookPayload {
        var bytes = json.getBytes(UTF_8).length;
        if (bytes >= MOST_BYTES) throw new IllegalArgumentException("a payload has less than 20 kB, not " + bytes);
    }

    byte[] bytes() {
        return json.getBytes(UTF_8);
    }

    /// Hides the text, which repeats the receiver's URL with its query.
    @Override
    public String toString() {
        return bytes().length + " bytes";
    }
}
