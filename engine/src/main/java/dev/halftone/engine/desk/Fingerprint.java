package dev.halftone.engine.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.engine.ledger.Cache;
import dev.halftone.engine.ledger.RequestOptions;
import dev.halftone.engine.ledger.RequestOptions.WebhookTarget;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What makes two posts the same post: SHA-256 over the upload and every option.
public final class Fingerprint {
    private Fingerprint() {}

    /// The fingerprint of an upload with its options.
    ///
    /// @param sha256 of the upload, in hexadecimal digits
    public static String of(String sha256, RequestOptions options) {
        var webhook = options.webhook().map(WebhookTarget::url).orElse("");
        var secret = options.webhook().flatMap(WebhookTarget::secret).orElse("");
        return hash(String.join("\0", sha256, options.recipe().toString(), webhook, secret) + ofCache(options));
    }

    /// Nothing where it is used, as is usual: so were all requests before there was a choice.
    private static String ofCache(RequestOptions options) {
        return options.cache() == Cache.USE ? "" : "\0cache=" + options.cache().word();
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
