package dev.halftone.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.net.HostKind;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainUrlTest {
    private static final int CASES = 300_000;
    private static final List<String> SCHEMES = List.of("http://", "https://", "HTTP://", "hTTps://");
    private static final List<String> PIECES = List.of(
            ("shop example cdn-1 img a b 7 42 a7 7a xn--bcher-kva xn-- a--b ab--cd -a a- - _ foo_bar localhost com COM"
                            + " de 127 0 1 0x7f 0177 2130706433 65535 80 443 99999 0080 [::1] ::1 % %31 %2e %00 ① ⓛ 。 ． ａ ß ü"
                            + " \u00ad \u200d \u0130 \u212a @ user@ user:pw@ \\ / // ? # : :80 :443 :8080 :0 :65535 :65536"
                            + " :4294967376 :-1 :+80 :8a & = ; , | ' \" < > ^ ` { } ~ ! $ ( ) *")
                    .split(" "));
    private static final List<String> SEPARATORS = List.of(".", ".", ".", ".", "", "", "..", "-", ":", "/", "\t", " ");

    @Test
    void agreesWithTheParserOnRandomUrls() {
        var random = new Random(20260102);
        var urls = IntStream.range(0, CASES).mapToObj(_ -> randomUrl(random)).toList();

        var plain = urls.stream().filter(PlainUrlTest::isPlain).toList();

        assertThat(plain).hasSizeBetween(CASES / 100, CASES / 2).allSatisfy(PlainUrlTest::assertParserAgrees);
    }

    @Test
    void agreesWithTheParserOnEveryCharacter() {
        var hosts = Stream.of("a%sb.example", "%sa.example", "a.example%s", "a.e%sx", "a.%s", "a.%se", "a.example:8%s");
        var urls = hosts.flatMap(host ->
                        IntStream.rangeClosed(0, 0xFFFF).mapToObj(c -> "http://" + host.formatted((char) c) + "/"))
                .toList();

        var plain = urls.stream().filter(PlainUrlTest::isPlain).toList();

        assertThat(plain).hasSizeGreaterThan(300).allSatisfy(PlainUrlTest::assertParserAgrees);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cdn.shop.example/p/1/a.jpg",
                "http://shop.example:8080",
                "HTTPS://Shop.Example?x=%2F#y",
                "http://a-1.b2.example/w_100,h_100/c@d.jpg",
                "http://localhost/"
            })
    void acceptsOrdinaryUrls(String text) {
        assertThat(isPlain(text)).isTrue();
    }

    @Test
    void rejectsOverlongHostNames() {
        var label = "a".repeat(63);
        var longest = String.join(".", label, label, label, "a".repeat(61));

        assertThat(isPlain("http://" + longest + "/")).isTrue();
        assertThat(isPlain("http://" + longest + "a/")).isFalse();
        assertThat(isPlain("http://a" + label + ".example/")).isFalse();
    }

    private static String randomUrl(Random random) {
        var url = new StringBuilder(pick(SCHEMES, random));
        for (var pieces = 1 + random.nextInt(5); pieces > 0; pieces--) {
            url.append(pick(PIECES, random)).append(pick(SEPARATORS, random));
        }
        return url.append(random.nextBoolean() ? "example/a.jpg" : "").toString();
    }

    private static String pick(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    private static boolean isPlain(String text) {
        return PlainUrl.isPlain(text, text.indexOf("//") + 2);
    }

    private static void assertParserAgrees(String text) {
        var url = HttpUrl.get(text);
        var authority = new SourceUrl(text).authority();
        var port = url.port() == HttpUrl.defaultPort(url.scheme()) ? "" : ":" + url.port();
        assertThat(url.username() + url.password()).isEmpty();
        assertThat(url.host()).isEqualTo(authority.replaceAll(":[0-9]+$", "").toLowerCase(Locale.ROOT));
        assertThat(authority).matches(written -> port.isEmpty() || written.matches(".*:0*" + port.substring(1)));
        assertThat(HostKind.of(new SourceUrl(text))).isNotInstanceOf(HostKind.Ambiguous.class);
    }
}
