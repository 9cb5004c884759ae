package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CellStyleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "=cmd|' /C calc'!A0",
                "+1+1",
                "-1+1",
                "@SUM(A1:A9)",
                "\t=1+1",
                "\r=1+1",
                "\n=1+1",
                "＝1+1",
                "＋1",
                "－1",
                "＠x",
                "=",
                "+",
                "-",
                "--5",
                "+49 170",
                "-5%",
                "-1,2,3",
                "-5\n=1+1"
            })
    void keepFormulasFromSpreadsheets(String cell) {
        assertThat(OutputCsv.CellStyle.SAFE_FOR_SPREADSHEETS.written(cell)).isEqualTo("'" + cell);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Chair",
                "007",
                "-5",
                "+3.2",
                "-0,75",
                "5-3",
                "a=b",
                "'=1+1",
                " =1+1",
                "#12",
                "https://a.test/=1.jpg",
                ",x"
            })
    void leaveEverythingElse(String cell) {
        assertThat(OutputCsv.CellStyle.SAFE_FOR_SPREADSHEETS.written(cell)).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "-5", "\tx", ""})
    void areUnchangedByDefault(String cell) {
        assertThat(OutputCsv.CellStyle.ORIGINAL.written(cell)).isSameAs(cell);
    }
}
