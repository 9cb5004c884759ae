package dev.halftone.app.cli;

import dev.halftone.app.logging.ControlCharacters;

/// Why images failed, in plain words. The page says the same.
final class FailureSentence {
    private FailureSentence() {}

    /// A code with the number of its images, and the sentence.
    static String line(Style style, String code, long images) {
        return style.error(ControlCharacters.escape(code)) + "  " + images + "  " + of(code);
    }

    /// The sentence for a failure code.
    static String of(String code) {
        return switch (code) {
            case "invalid_url" -> "The URL is not valid.";
            case "blocked_address" -> "The URL points to a private network or to a port that is not allowed.";
            case "dns_failed" -> "The website was not found.";
            case "connect_failed" -> "The website did not accept a connection.";
            case "tls_failed" -> "The website's certificate is not valid.";
            case "timed_out" -> "The website was too slow.";
            case "too_many_redirects" -> "The URL redirects too many times.";
            case "too_large" -> "The image file is too large.";
            case "too_many_pixels" -> "The image has too many pixels.";
            case "not_an_image" -> "The URL does not lead to an image.";
            case "unsupported_format" -> "The image format is not supported.";
            case "corrupt_image" -> "The image file is damaged.";
            case "codec_crashed" -> "The image could not be read.";
            case "storage_failed" -> "The image could not be saved.";
            case "service_failed" -> "The image service could not process the image.";
            case "cancelled" -> "The job was cancelled before the image was processed.";
            case "http_401" -> "The website requires a password.";
            case "http_403" -> "The website denied access.";
            case "http_404" -> "No image was found at the URL.";
            case "http_410" -> "The image was deleted.";
            case "http_429" -> "The website received too many requests.";
            default -> code.startsWith("http_5") ? "The website had a fault." : "The website did not send the image.";
        };
    }
}
