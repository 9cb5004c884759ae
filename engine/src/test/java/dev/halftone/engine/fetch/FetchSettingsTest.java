package dev.halftone.engine.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.engine.limit.Tenancy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FetchSettingsTest {

    @Test
    void hasDocumentedDefaults() {
        var settings = FetchSettings.defaults();

        assertThat(settings.fetchTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.perHost()).isEqualTo(16);
        assertThat(settings.concurrency()).isEqualTo(128);
        assertThat(settings.bytesInFlight())
                .isEqualTo(Math.clamp(Runtime.getRuntime().maxMemory() / 8, 62_500_000, 250_000_000));
        assertThat(settings.maxImageBytes()).isEqualTo(50_000_000);
        assertThat(settings.minTransferRate()).isEqualTo(1024);
        assertThat(settings.maxRedirects()).isEqualTo(10);
        assertThat(settings.userAgent()).matches("Halftone(/\\S+)? \\(\\+https://halftone\\.dev\\)");
        assertThat(settings.tenancy()).isEqualTo(Tenancy.SHARED);
    }

    @Test
    void namesTheInvalidSetting() {
        var second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> new FetchSettings(
                        Duration.ZERO,
                        second,
                        1,
                        1,
                        1,
                        1,
                        0,
                        0,
                        "Halftone",
                        SourceHeaders.NONE,
                        Tenancy.SINGLE,
                        Optional.empty(),
                        Optional.empty()))
                .hasMessage("fetch-timeout is more than nothing, not 0");
        assertThatThrownBy(() -> new FetchSettings(
                        second,
                        second,
                        0,
                        1,
                        1,
                        1,
                        0,
                        0,
                        "Halftone",
                        SourceHeaders.NONE,
                        Tenancy.SINGLE,
                        Optional.empty(),
                        Optional.empty()))
                .hasMessage("per-host is more than nothing, not 0");
        assertThatThrownBy(() -> new FetchSettings(
                        second,
                        second,
                        1,
                        1,
                        1,
                        1,
                        0,
                        -1,
                        "Halftone",
                        SourceHeaders.NONE,
                        Tenancy.SINGLE,
                        Optional.empty(),
                        Optional.empty()))
                .hasMessage("max-redirects is 0 or more, not -1");
        assertThatThrownBy(() -> new FetchSettings(
                        second,
                        second,
                        1,
                        1,
                        9,
                        10,
                        0,
                        0,
                        "Halftone",
                        SourceHeaders.NONE,
                        Tenancy.SINGLE,
                        Optional.empty(),
                        Optional.empty()))
                .hasMessage("bytes-in-flight must be at least max-image-bytes, which is 10, not 9");
    }
}
