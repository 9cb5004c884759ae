package dev.halftone.engine.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.RetryLater;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FetchErrorsTest {

    @Test
    void defersAnImageWhenThisMachineLacksSomething() {
        var failure = new IOException("failed to connect", new SocketException("Too many open files"));

        assertThat(FetchErrors.explain(failure))
                .isEqualTo(new Deferred(FailureCode.STORAGE_FAILED, "too many files are open", Duration.ofSeconds(2)));
    }

    @Test
    void countsAnAttemptWhenTheHostSaysThatItLacksSomething() {
        var failure = new ConnectException("failed to connect");
        failure.initCause(new ProtocolException("Unexpected status line: Too many open files"));

        assertThat(FetchErrors.explain(failure))
                .isEqualTo(new RetryLater(
                        FailureCode.CONNECT_FAILED, "the server could not be reached", Optional.empty()));
    }
}
