package dev.halftone.engine.fetch;

import dev.halftone.engine.fetch.Fetched.NotFetched;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.HandedOver;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.engine.request.SourceUrl;
import java.util.Optional;

/// URLs copied from the source of a page, with `&amp;` where the page means `&`.
///
/// A URL is fetched as it is written, because it may be right. Where the server answers 4xx, it is fetched once
/// more without the escapes.
final class HtmlEscapedUrl {
    private static final String ESCAPED = "&amp;";

    private HtmlEscapedUrl() {}

    /// The request for the unescaped URL; empty when the URL is not escaped, or did not fail for good with a
    /// 4xx.
    static Optional<FetchRequest> unescaped(FetchRequest request, Fetched fetched) {
        var written = request.url();
        var unescaped = new SourceUrl(written.text().replace(ESCAPED, "&"));
        // A fragment is not sent, so an escape in it changes nothing.
        return isRejected(fetched) && !withoutFragment(unescaped).equals(withoutFragment(written))
                ? Optional.of(new FetchRequest(unescaped, request.validators(), request.cancellation()))
                : Optional.empty();
    }

    private static boolean isRejected(Fetched fetched) {
        return fetched instanceof NotFetched notFetched
                && notFetched.outcome() instanceof Failed failed
                && failed.code().text().startsWith("http_4");
    }

    private static String withoutFragment(SourceUrl url) {
        return url.text().split("#", 2)[0];
    }

    /// The result of both fetches. The code is that of the URL as it is written, unless the other may succeed
    /// later.
    static Fetched result(Fetched asWritten, Fetched unescaped) {
        if (!(asWritten instanceof NotFetched first) || !(first.outcome() instanceof Failed failed)) return unescaped;
        if (!(unescaped instanceof NotFetched second)) return unescaped;
        return switch (second.outcome()) {
            case Failed other when other.code().equals(FailureCode.CANCELLED) -> unescaped;
            case Failed other -> Fetched.failed(failed.code(), both(failed, other.message()));
            case RetryLater later ->
                new NotFetched(new RetryLater(later.code(), both(failed, later.message()), later.retryAfter()));
            case Deferred _, Succeeded _, HandedOver _ -> unescaped;
        };
    }

    private static String both(Failed asWritten, String unescaped) {
        return asWritten.message() + "; with & in place of " + ESCAPED + ", " + unescaped;
    }
}
