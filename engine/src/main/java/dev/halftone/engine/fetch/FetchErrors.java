package dev.halftone.engine.fetch;

import static dev.halftone.engine.request.FailureCode.BLOCKED_ADDRESS;
import static dev.halftone.engine.request.FailureCode.CONNECT_FAILED;
import static dev.halftone.engine.request.FailureCode.DNS_FAILED;
import static dev.halftone.engine.request.FailureCode.NOT_AN_IMAGE;
import static dev.halftone.engine.request.FailureCode.STORAGE_FAILED;
import static dev.halftone.engine.request.FailureCode.TIMED_OUT;
import static dev.halftone.engine.request.FailureCode.TLS_FAILED;
import static dev.halftone.engine.request.FailureCode.TOO_LARGE;

import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.HttpStatus;
import dev.halftone.engine.net.TlsErrors;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.ResourceFault;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/// Maps exceptions to outcomes that a user understands. The exception's own message is not passed on: it could
/// reveal what listens at an internal address.
final class FetchErrors {
    /// How long an image waits before it is fetched again when this machine lacks something.
    private static final Duration RESOURCE_PAUSE = Duration.ofSeconds(2);

    private static final String VIOLATES_HTTP = "the server's response is cut off or violates HTTP";

    private FetchErrors() {}

    static Outcome explain(IOException failure) {
        // Checked first: the refusal is wrapped in other exceptions, which the switch below would match.
        return AddressGuard.refusal(failure)
                .<Outcome>map(why -> new Failed(BLOCKED_ADDRESS, why))
                .or(() -> ResourceFault.of(failure).map(FetchErrors::deferred))
                .orElseGet(() -> explainOther(failure));
    }

    /// Our own fault: no attempt is used up, and the host is not blamed.
    private static Outcome deferred(ResourceFault fault) {
        return new Deferred(STORAGE_FAILED, fault.message(), RESOURCE_PAUSE);
    }

    private static Outcome explainOther(IOException failure) {
        return switch (failure) {
            case ResponseBody.TooLargeException tooLargeException ->
                new Failed(TOO_LARGE, String.valueOf(tooLargeException.getMessage()));
            case UnknownHostException _ -> later(DNS_FAILED, "the server's name could not be found");
            case SSLHandshakeException _, SSLPeerUnverifiedException _ -> insecure(failure);
            case SSLException broken when broken.getCause() instanceof IOException cause -> explainOther(cause);
            case SSLException _ -> insecure(failure);
            case InterruptedIOException _ -> later(TIMED_OUT, "the server took too long to answer");
            case ConnectException _, NoRouteToHostException _ ->
                later(CONNECT_FAILED, "the server could not be reached");
            case ProtocolException _ -> later(CONNECT_FAILED, VIOLATES_HTTP);
            default -> later(CONNECT_FAILED, "the connection was lost before the image was complete");
        };
    }

    private static Outcome insecure(IOException failure) {
        return new Failed(TLS_FAILED, TlsErrors.explain(failure));
    }

    private static Outcome later(FailureCode code, String message) {
        return new RetryLater(code, message, Optional.empty());
    }

    /// Maps the status of a response without a whole image to an outcome. The 304 of a conditional request is
    /// handled before.
    static final class StatusErrors {
        private StatusErrors() {}

        static Outcome explain(int status, Optional<Duration> retryAfter) {
            // No status at all (RFC 9110 §15), although OkHttp accepts it.
            if (status < 100) return later(CONNECT_FAILED, VIOLATES_HTTP);
            var code = FailureCode.http(status);
            var message = ("the server answered " + status + " " + HttpStatus.reasonPhrase(status)).strip();
            if (status == HttpStatus.NO_CONTENT || status == HttpStatus.RESET_CONTENT)
                return new Failed(NOT_AN_IMAGE, message + ", which has no image");
            if (status == HttpStatus.PARTIAL_CONTENT)
                return new Failed(
                        code, message + ": only a part of the image, or one that does not say it is the whole");
            return code.isTransient() ? new RetryLater(code, message, retryAfter) : new Failed(code, message);
        }
    }
}
