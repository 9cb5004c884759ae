package dev.halftone.engine.desk;

import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.RequestOptions.WebhookTarget;
import dev.halftone.engine.request.Sha256;

/// What makes two posts the same post: SHA-256 over the upload and every option.
public final class Fingerprint {
    private Fingerprint() {}

    /// The fingerprint of an upload with its options.
    ///
    /// @param sha256 of the upload, in hexadecimal digits
    public static String of(String sha256, RequestOptions options) {
        var webhook = options.webhook().map(WebhookTarget::url).orElse("");
        var secret = options.webhook().flatMap(WebhookTarget::secret).orElse("");
        return Sha256.hex(String.join("\0", sha256, options.recipe().toString(), webhook, secret) + ofCache(options));
    }

    /// Nothing where it is used, as is usual: so were all requests before there was a choice.
    private static String ofCache(RequestOptions options) {
        return options.cacheUse() == RequestOptions.CacheUse.USE
                ? ""
                : "\0cache=" + options.cacheUse().word();
    }
}
