package dev.halftone.app.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.openqa.selenium.JavascriptExecutor;

/// axe-core, which knows what keeps people out: what of WCAG 2.2 AA and good practice a machine can check.
final class Axe {
    private static final String SOURCE = source();

    private static final String RUN = """
            const done = arguments[arguments.length - 1];
            const told = ({ violations }) => violations.flatMap(({ id, nodes }) =>
                nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
            axe.run(document, { resultTypes: ['violations'] }).then((result) => done(told(result)), (e) => done([`${e}`]));
            """;

    private Axe() {}

    static List<String> barriers(JavascriptExecutor page) {
        if (!Boolean.TRUE.equals(page.executeScript("return 'axe' in window"))) page.executeScript(SOURCE);
        var found = (List<?>) Objects.requireNonNull(page.executeAsyncScript(RUN));
        return found.stream().map(String::valueOf).toList();
    }

    private static String source() {
        try (var file = Objects.requireNonNull(Axe.class.getResourceAsStream("/axe.min.js"))) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
