package dev.halftone.engine.webhook;

import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.request.SourceUrl;
import java.util.Optional;
import okhttp3.HttpUrl;

/// The URL that receives messages: a valid http or https URL.
public record WebhookUrl(String text) {
    private static final int MAX_CHARACTERS = 2_000;

    public WebhookUrl {
        text = text.strip();
        problem(text).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    /// Why a URL is rejected when a request is submitted, in one sentence; empty when it is accepted. Makes
    /// no lookup: the address is checked at each attempt.
    public static Optional<String> problem(String text, AddressGuard guard) {
        return switch (guard.judge(new SourceUrl(text))) {
            case AddressGuard.Verdict.Allowed _ -> problem(text);
            case AddressGuard.Verdict.Blocked blocked -> Optional.of(blocked.why());
            case AddressGuard.Verdict.Invalid(var why) -> Optional.of(why);
        };
    }

    private static Optional<String> problem(String text) {
        // The status response and each message repeat the URL, and a message must stay small.
        return text.length() > MAX_CHARACTERS
                ? Optional.of("the URL has more than " + MAX_CHARACTERS + " characters")
                : new SourceUrl(text).problem();
    }

    /// The host and port that it leads to.
    String host() {
        var url = toHttpUrl();
        return url.host() + ":" + url.port();
    }

    HttpUrl toHttpUrl() {
        return new SourceUrl(text).toHttpUrl();
    }

    /// Without its query, which often carries a token.
    @Override
    public String toString() {
        var query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query) + "?…";
    }
}
