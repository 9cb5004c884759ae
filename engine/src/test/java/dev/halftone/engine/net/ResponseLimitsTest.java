package dev.halftone.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.RawResponse;
import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ResponseLimitsTest {
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final ImageHost host = ImageHost.start();
    private final OkHttpClient client = new AddressGuard(AddressPolicy.unrestricted(), NameResolver.system())
            .guarded(new OkHttpClient.Builder())
            .build();

    @AfterEach
    void close() {
        client.connectionPool().evictAll();
        host.close();
    }

    @Test
    void readsLongBodies() throws Exception {
        var bytes = new byte[20 * ReadBudget.MAX_BYTES];
        host.respondTo("/whole", MockResponse.image("image/jpeg", bytes))
                .respondTo("/chunked", MockResponse.image("image/jpeg", bytes).chunked());

        assertThat(body("/whole")).isEqualTo(bytes);
        assertThat(body("/chunked")).isEqualTo(bytes);
    }

    @Test
    void readsOneByteChunks() throws Exception {
        host.respondTo(
                "/a.jpg", RawResponse.thenClose(CHUNKED + "1;a=b\r\nx\r\n".repeat(ReadBudget.MAX_BYTES) + "0\r\n\r\n"));

        assertThat(body("/a.jpg")).hasSize(ReadBudget.MAX_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1;", "1\r\nx", "0\r\nA: b\r\n"})
    void rejectsEndlessLinesInAChunkedBody(String start) {
        host.respondTo("/a.jpg", RawResponse.thenRepeat(CHUNKED + start, "x"));

        assertThatThrownBy(() -> body("/a.jpg")).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 ", "HTTP/1.1 200 OK\r\nA: ", "HTTP/1.1 100 Continue\r\n\r\n", ""})
    void rejectsEndlessHeads(String start) {
        host.respondTo("/a.jpg", RawResponse.thenRepeat(start, start.isEmpty() ? "HTTP/1.1 102 Wait\r\n\r\n" : "x"));

        assertThatThrownBy(() -> body("/a.jpg")).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1;", "1\r\nx"})
    void closesAnUnreadBodyWithAnEndlessLine(String start) throws Exception {
        host.respondTo("/a.jpg", RawResponse.thenRepeat(CHUNKED + start, "x"));

        try (var response = client.newCall(request("/a.jpg")).execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 -20 No\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabcde",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabcde",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\na"
            })
    void reportsMalformedNumbersAsProtocolViolations(String bytes) {
        host.respondTo("/a.jpg", RawResponse.thenClose(bytes));

        assertThatThrownBy(() -> body("/a.jpg")).isInstanceOf(ProtocolException.class);
    }

    @Test
    void usesOnlyHttp11() {
        assertThat(client.protocols()).containsExactly(Protocol.HTTP_1_1);
    }

    private byte[] body(String path) throws IOException {
        try (var response = client.newCall(request(path)).execute()) {
            return response.body().bytes();
        }
    }

    private Request request(String path) {
        return new Request.Builder().url(host.url(path)).build();
    }
}
