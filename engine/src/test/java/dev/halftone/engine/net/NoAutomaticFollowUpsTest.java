package dev.halftone.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NoAutomaticFollowUpsTest {
    private final ImageHost host = ImageHost.start();
    private final OkHttpClient client =
            NoAutomaticFollowUps.in(new OkHttpClient.Builder()).build();

    @AfterEach
    void close() {
        client.connectionPool().evictAll();
        host.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 300, 304, 401, 404, 407, 408, 421, 429, 500, 503, 599})
    void returnsEveryStatusWithoutRetrying(int status) throws Exception {
        host.respondTo("/a.jpg", MockResponse.status(status).withHeader("Retry-After", "0"));

        var received = get();

        assertThat(received).isEqualTo(status);
        assertThat(host.requests()).hasSize(1);
    }

    @Test
    void doesNotFollowRedirects() throws Exception {
        host.respondTo("/a.jpg", MockResponse.redirectTo("/b.jpg"));

        var received = get();

        assertThat(received).isEqualTo(302);
        assertThat(host.requests()).hasSize(1);
    }

    @Test
    void acceptsAVeryLargeRetryAfter() throws Exception {
        host.respondTo("/a.jpg", MockResponse.serviceUnavailable().withHeader("Retry-After", "99999999999999"));

        assertThat(get()).isEqualTo(503);
    }

    private int get() throws IOException {
        var request = new Request.Builder().url(host.url("/a.jpg")).build();
        try (var response = client.newCall(request).execute()) {
            return response.code();
        }
    }
}
