package dev.halftone.benchmarks.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsSectionTest {
    private final ResultsFile.Section section = ResultsFile.Section.parse("""
            2 x Z80, CP/M 2.2 z80, JDK 25-LTS, libvips 8.18.7; 2026-11-23T12:00:00Z, 1234567; load at its start 0.25.

            Upload of 1,000 rows, 95 MB, as it is: 202 after 4.5 s.

            Upload of 1,000 rows, 95 MB, as a form: 202 after 3.8 s.

            | rows | time a row | and |
            | --- | --- | --- |
            | 1,000 | 216 µs | 1.9 times their time alone, 130.9 ms; the longest 768.9 ms |
            | 10,000 | 482 µs | |
            """);

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            machine                             ; 2 x Z80, CP/M 2.2 z80, JDK 25-LTS, libvips 8.18.7
            day                                 ; 2026-11-23
            Upload of # rows                    ; 1,000
            as a form: 202 after #              ; 3.8 s
            10,000 > time a row                 ; 482 µs
            1,000 > and > # times               ; 1.9
            1,000 > and > alone, #              ; 130.9 ms
            1,000 > and > the longest #         ; 768.9 ms
            """)
    void findsFigureAtPath(String path, String figure) {
        assertThat(section.find(ResultsFile.FigurePath.parse("growth > " + path).steps()))
                .contains(figure);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"by carrier pigeon: #", "100,000 > time a row", "1,000 > memory", "1,000 > and > the shortest #"
            })
    void isEmptyForUnknownPath(String path) {
        assertThat(section.find(ResultsFile.FigurePath.parse("growth > " + path).steps()))
                .isEmpty();
    }
}
