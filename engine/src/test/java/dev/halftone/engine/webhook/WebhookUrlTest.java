package dev.halftone.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.testkit.StubDns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {
    private final AddressGuard guard = new AddressGuard(AddressPolicy.defaults(), new StubDns()::resolve);

    @ParameterizedTest
    @ValueSource(strings = {"https://shop.example/hooks?token=1", "http://93.184.216.34/", " https://shop.example "})
    void acceptsPublicUrls(String text) {
        assertThat(WebhookUrl.problem(text, guard)).isEmpty();
        assertThat(new WebhookUrl(text).text()).isEqualTo(text.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://[::1]/",
                "http://localhost/",
                "http://2130706433/",
                "https://user:password@shop.example/",
                "https://shop.example:8443/",
            })
    void rejectsOtherAddressesPortsAndUserNames(String text) {
        assertThat(WebhookUrl.problem(text, guard)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "shop.example/hooks", "ftp://shop.example/", "https://", "https://shop.example\\@evil/"})
    void rejectsMalformedUrls(String text) {
        assertThat(WebhookUrl.problem(text, guard)).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> new WebhookUrl(text));
    }

    @Test
    void rejectsUrlsOfMoreThan2000Characters() {
        var tooLong = "https://shop.example/" + "a".repeat(2_000);

        assertThat(WebhookUrl.problem(tooLong, guard)).hasValue("the URL has more than 2000 characters");
        assertThatIllegalArgumentException().isThrownBy(() -> new WebhookUrl(tooLong));
    }

    @Test
    void hidesItsQueryInToString() {
        assertThat(new WebhookUrl("https://shop.example/hooks?token=1")).hasToString("https://shop.example/hooks?…");
        assertThat(new WebhookUrl("https://shop.example/hooks")).hasToString("https://shop.example/hooks");
    }
}
