package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemCollectorTest {

    @Test
    void createsNoMessagesBeyondTheLimit() {
        var problemCollector = new ProblemCollector();
        var words = new ArrayList<String>();

        for (int i = 1; i <= 150; i++) {
            var message = "row " + i;
            problemCollector.addViolation(
                    new ProblemCollector.Position(i, 1), Violation.Code.NO_IMAGE_URLS, () -> said(message, words));
            problemCollector.addWarning(new ProblemCollector.Position(i, 1), Warning.Code.INVALID_URL, () -> message);
        }

        assertThat(words).hasSize(100).endsWith("row 100");
        assertThat(problemCollector.violations().count()).isEqualTo(150);
        assertThat(problemCollector.warnings().count()).isEqualTo(150);
        assertThat(problemCollector.warnings().first())
                .hasSize(100)
                .contains(new Warning(7, 1, Warning.Code.INVALID_URL, "row 7"));
    }

    private static String said(String message, List<String> words) {
        words.add(message);
        return message;
    }
}
