package dev.halftone.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The layout of the log, as `logback.xml` sets it.
class LogLayoutTest {
    private static final String FORGED = "shop\n2026-01-01 ERROR forged \u001b[2J";

    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void configure() throws JoranException {
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void keepsAMessageOnOneLine() {
        assertThat(line("request of {}", null, FORGED))
                .endsWith("request of shop\\n2026-01-01 ERROR forged \\u001b[2J" + System.lineSeparator())
                .hasLineCount(1);
    }

    @Test
    void keepsTheMessagesOfAStackTraceOnOneLine() {
        var failure = new IllegalStateException(FORGED, new IllegalArgumentException(FORGED));
        failure.addSuppressed(new IllegalArgumentException(FORGED));

        assertThat(line("failed", failure))
                .contains("IllegalStateException: shop\\n2026")
                .contains("Caused by: java.lang.IllegalArgumentException: shop\\n2026")
                .contains("Suppressed: java.lang.IllegalArgumentException: shop\\n2026")
                .contains("at dev.halftone.app.logging.LogLayoutTest")
                .doesNotContain("\u001b")
                .doesNotContain("\n2026-01-01");
    }

    private String line(String message, @Nullable Throwable failure, Object... arguments) {
        var root = context.getLogger("ROOT");
        var console = (ConsoleAppender<ILoggingEvent>) Objects.requireNonNull(root.getAppender("STDERR"));
        var event = new LoggingEvent("", root, Level.ERROR, message, failure, arguments);
        return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
