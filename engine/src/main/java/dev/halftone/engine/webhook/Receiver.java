package dev.halftone.engine.webhook;

/// Where an owner's messages go. Two owners who send to one host are two receivers: what one of them provokes
/// there must not delay the other's messages.
///
/// @param owner the owner of the request; empty on a server without API keys
/// @param host the host and port of the URL
public record Receiver(String owner, String host) {
    public Receiver(String owner, WebhookUrl url) {
        this(owner, url.host());
    }
}
