package dev.halftone.engine.xlsx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "42, 42",
        "-42, -42",
        "42.0, 42",
        "1234567890123, 1234567890123",
        "1.234567890123E12, 1234567890123",
        "1.2345678901234E+13, 12345678901234",
        "123456789012345, 123456789012345",
        "4.0123456789012345E+18, 4012345678901230000",
        "40123456789012345678, 40123456789012345678",
        "0.1, 0.1",
        "0.30000000000000004, 0.3",
        "19.989999999999998, 19.99",
        "1E-3, 0.001",
        "1.0000000000000001E-5, 0.00001",
        "1E+19, 10000000000000000000",
        "1E+20, 1E+20",
        "1.5E+300, 1.5E+300",
        "-2E-300, -2E-300",
        "1E-9, 1E-09",
        "-0, 0",
        "007, 7",
        "' 5 ', 5",
        "n/a, n/a",
        "1e999999999999, 1e999999999999"
    })
    void writesNumbersAsExcelDoes(String stored, String text) {
        assertThat(NumberText.of(stored)).isEqualTo(text);
    }
}
