package dev.halftone.engine.fetch;

import static dev.halftone.testkit.MockResponse.image;
import static dev.halftone.testkit.MockResponse.raw;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.RandomSeed;
import dev.halftone.testkit.StubDns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A `Location` is asked for as the bytes that came.
@Timeout(60)
final class LocationBytesTest {
    private final ImageHost host = ImageHost.start();
    private final StubDns names = new StubDns().with("xn--mller-kva.test", "127.0.0.1");
    private final ImageFetcher fetcher = FetchFixture.open(names);

    @AfterEach
    void close() {
        fetcher.close();
        host.close();
    }

    /// One character for each byte that is sent.
    @ParameterizedTest
    @CsvSource({
        "/\u00FC.jpg, /%FC.jpg",
        "/\u00C3\u00BC.jpg, /%C3%BC.jpg",
        "/%FC.jpg, /%FC.jpg",
        "/a b.jpg, /a%20b.jpg",
        "/a?q=\u00FC\u0080&r=x y, /a?q=%FC%80&r=x%20y",
        "/\u0001\u007F\u0095.jpg, /%01%7F%95.jpg",
        "\u00FC.jpg, /%FC.jpg",
        "/\u00FC.jpg#\u00FC, /%FC.jpg"
    })
    void asksForTheBytesOfALocation(String location, String target) throws Exception {
        assertThat(targetOf(location)).isEqualTo(target);
    }

    @Test
    void asksForRandomBytesAsTheyCame() throws Exception {
        var random = RandomSeed.random(LocationBytesTest.class);
        for (var i = 0; i < 100; i++) {
            var bytes = new byte[1 + random.nextInt(12)];
            var expected = new StringBuilder("/x");
            for (var at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) (0x80 + random.nextInt(0x80));
                expected.append("%%%02X".formatted(bytes[at] & 0xFF));
            }

            assertThat(targetOf("/x" + new String(bytes, ISO_8859_1))).isEqualTo(expected.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http:"})
    void keepsInternationalizedHostsBesideOtherBytes(String scheme) throws Exception {
        var name = new String("m\u00FCller.test".getBytes(UTF_8), ISO_8859_1);

        assertThat(targetOf(scheme + "//" + name + ":" + host.port() + "/\u00FC.jpg"))
                .isEqualTo("/%FC.jpg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 302 Found|Location: /\u00FC.jpg|Content-Length: 0||",
                "HTTP/1.1 302 Found|location:/\u00FC.jpg \t|Content-Length: 0||",
                "HTTP/1.1 103 Early Hints|Location: /hint||HTTP/1.1 302 Found|Location: /\u00FC.jpg||",
                "HTTP/1.0 301|LOCATION: /\u00FC.jpg||"
            })
    void readsHeadsOfEveryForm(String head) throws Exception {
        host.respondTo("/lf", raw(head.replace("|", "\n")))
                .respondTo("/crlf", raw(head.replace("|", "\r\n")))
                .respondTo("/%FC.jpg", image("image/jpeg", new byte[3]));

        assertThat(FetchFixture.fetch(fetcher, host.url("/lf"))).isInstanceOf(Body.class);
        assertThat(FetchFixture.fetch(fetcher, host.url("/crlf"))).isInstanceOf(Body.class);
    }

    private String targetOf(String location) throws Exception {
        var before = host.requests().size();
        host.respondTo("/old", raw("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n"));
        FetchFixture.fetch(fetcher, host.url("/old"));

        assertThat(host.requests()).hasSize(before + 2);
        return host.requests().getLast().target();
    }
}
