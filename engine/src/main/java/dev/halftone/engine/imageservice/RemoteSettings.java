package dev.halftone.engine.imageservice;

import dev.halftone.engine.request.SourceUrl;
import java.time.Duration;
import okhttp3.HttpUrl;

/// How images are handed over to an image service elsewhere.
///
/// @param url where the service is, without `/v1`
/// @param callbackUrl the full URL to which it sends results
/// @param deadline how long an image may take before we ask for its result
public record RemoteSettings(HttpUrl url, ServiceSecrets secrets, String callbackUrl, Duration deadline) {
    /// Where callbacks arrive, below the URL of a server.
    public static final String CALLBACK_PATH = "/v1/callbacks/images";

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    public RemoteSettings {
        if (deadline.compareTo(SHORTEST) < 0 || deadline.compareTo(LONGEST) > 0)
            throw new IllegalArgumentException("image-service-deadline must be 1s to 7d, not " + deadline);
    }

    /// Reads both URLs. They may be private: the operator names them.
    ///
    /// @param server the URL at which the service reaches this server
    /// @throws IllegalArgumentException when one is not an http or https URL without user name, query and fragment
    public static RemoteSettings of(String service, String server, ServiceSecrets secrets, Duration deadline) {
        var callbackUrl = base("callback-url", server);
        return new RemoteSettings(
                HttpUrl.get(base("image-service", service)), secrets, callbackUrl + CALLBACK_PATH, deadline);
    }

    private static String base(String setting, String text) {
        var url = new SourceUrl(text);
        url.problem().ifPresent(problem -> {
            throw new IllegalArgumentException(setting + ": " + problem);
        });
        if (url.hasUserInfo() || text.contains("?") || text.contains("#"))
            throw new IllegalArgumentException(setting + " must have no user name, query or fragment");
        return text.replaceFirst("/+$", "");
    }
}
