package dev.halftone.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class QuantityConvertersTest {

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "30s, PT30S",
        "5m, PT5M",
        "1h, PT1H",
        "30d, PT720H",
        "0, PT0S",
        "0s, PT0S",
        "' 2 m ', PT2M"
    })
    void parsesDurations(String text, Duration duration) {
        assertThat(new Quantity.DurationConverter().convert(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "-1s", "1.5s", "s", "", "1 week", "30S", "PT5M", "999999999999999999d"})
    void rejectsInvalidDurations(String text) {
        assertThatThrownBy(() -> new Quantity.DurationConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("not a duration such as 500ms, 30s, 5m, 1h, 30d or 0: " + text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1048576, 1048576",
        "7B, 7",
        "50MB, 50000000",
        "50mb, 50000000",
        "5 kB, 5000",
        "2TB, 2000000000000",
        "1KiB, 1024",
        "3MiB, 3145728",
        "1GiB, 1073741824",
        "1TiB, 1099511627776"
    })
    void parsesSizes(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(Optional.of(new ByteSize(bytes)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5MB", "MB", "", "1M", "1 MB 2", "99999999999999999999", "9999999TiB"})
    void rejectsInvalidSizes(String text) {
        assertThatThrownBy(() -> new ByteSize.ByteSizeConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("not a size such as 50MB, 1GiB or 1048576: " + text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "12345678, 12.3 MB",
        "5000000000, 5.0 GB",
        "7200000000000, 7.2 TB"
    })
    void formatsSizes(long bytes, String text) {
        assertThat(new ByteSize(bytes)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"5000, 5000", "5k, 5000", "100M, 100000000", "2G, 2000000000"})
    void parsesCounts(String text, long count) {
        assertThat(new Quantity.CountConverter().convert(text)).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "1.5M", "5m", "-5", "99999999999999999G"})
    void rejectsInvalidCounts(String text) {
        assertThatThrownBy(() -> new Quantity.CountConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("not a whole number such as 5000, 5k or 100M: " + text);
    }

    @Test
    void rejectsANegativeSize() {
        assertThatThrownBy(() -> new ByteSize(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
