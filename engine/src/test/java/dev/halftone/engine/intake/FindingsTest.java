package dev.halftone.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

    @Test
    void makesNoWordsForWhatIsOnlyCounted() {
        var findings = new Findings();
        var words = new ArrayList<String>();

        for (int i = 1; i <= 150; i++) {
            var message = "row " + i;
            findings.refuse(new Place(i, 1), ViolationCode.NO_IMAGE_URLS, () -> said(message, words));
            findings.warn(new Place(i, 1), WarningCode.INVALID_URL, () -> message);
        }

        assertThat(words).hasSize(100).endsWith("row 100");
        assertThat(findings.violations().count()).isEqualTo(150);
        assertThat(findings.warnings().count()).isEqualTo(150);
        assertThat(findings.warnings().first())
                .hasSize(100)
                .contains(new Warning(7, 1, WarningCode.INVALID_URL, "row 7"));
    }

    private static String said(String message, List<String> words) {
        words.add(message);
        return message;
    }
}
