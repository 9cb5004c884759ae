package dev.halftone.engine.fetch;

import static dev.halftone.engine.request.FailureCode.BLOCKED_ADDRESS;
import static dev.halftone.engine.request.FailureCode.CONNECT_FAILED;
import static dev.halftone.engine.request.FailureCode.DNS_FAILED;
import static dev.halftone.engine.request.FailureCode.TIMED_OUT;
import static dev.halftone.engine.request.FailureCode.TLS_FAILED;
import static dev.halftone.engine.request.FailureCode.TOO_LARGE;

import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.HttpStatus;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.RetryLater;
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

/// What an exception means to somebody with a shop. The exception's own words stay here: they may tell what
/// answered at an address that nobody should learn of.
final class FetchErrors {
    private FetchErrors() {}

    static Outcome explain(IOException failure) {
        // Looked for first: the refusal travels inside other exceptions, which would be taken for themselves.
        return AddressGuard.refusal(failure)
                .<Outcome>map(why -> new Failed(BLOCKED_ADDRESS, why))
                .orElseGet(() -> explainOther(failure));
    }

    private static Outcome explainOther(IOException failure) {
        return switch (failure) {
            case ResponseBody.TooLargeException tooLargeException ->
                new Failed(TOO_LARGE, String.valueOf(tooLargeException.getMessage()));
            case UnknownHostException _ -> later(DNS_FAILED, "the server's name could not be found");
            case SSLHandshakeException _, SSLPeerUnverifiedException _ -> insecure();
            case SSLException broken when broken.getCause() instanceof IOException cause -> explainOther(cause);
            case SSLException _ -> insecure();
            case InterruptedIOException _ -> later(TIMED_OUT, "the server took too long to answer");
            case ConnectException _, NoRouteToHostException _ ->
                later(CONNECT_FAILED, "the server could not be reached");
            case ProtocolException _ ->
                later(CONNECT_FAILED, "the server's answer ends too soon or breaks the rules of HTTP");
            default -> later(CONNECT_FAILED, "the connection broke off before the image was complete");
        };
    }

    private static Outcome insecure() {
        return new Failed(TLS_FAILED, "no secure connection could be made: look at the server's certificate");
    }

    private static Outcome later(FailureCode code, String message) {
        return new RetryLater(code, message, Optional.empty());
    }

    /// What a status other than 200 means. Only 200 brings an image: we ask for no range, and a 304 to a
    /// condition of ours never comes here.
    static final class StatusErrors {
        private StatusErrors() {}

        static Outcome explain(int status, Optional<Duration> retryAfter) {
            var code = FailureCode.http(status);
            var message = ("the server answered " + status + " " + HttpStatus.reasonPhrase(status)).strip();
            return isWorthAnotherAttempt(status)
                    ? new RetryLater(code, message, retryAfter)
                    : new Failed(code, message);
        }

        private static boolean isWorthAnotherAttempt(int status) {
            return status == HttpStatus.REQUEST_TIMEOUT
                    || status == HttpStatus.TOO_MANY_REQUESTS
                    || HttpStatus.isServerError(status);
        }
    }
}
