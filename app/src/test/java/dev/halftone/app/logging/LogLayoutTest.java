package dev.halftone.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.StatusUtil;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import tools.jackson.databind.json.JsonMapper;

/// The layout of the log, as `logback.xml` sets it.
class LogLayoutTest {
    private static final String FORGED = "shop\n2026-01-01 ERROR forged \u001b[2J";

    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void configure() throws JoranException {
        configure("text");
    }

    private void configure(String format) throws JoranException {
        context.reset();
        context.setMDCAdapter(MDC.getMDCAdapter());
        context.putProperty("halftone.log-format", format);
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
    }

    @AfterEach
    void stop() {
        MDC.clear();
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

    @Test
    void logbackReportsNothingAboutItselfOnStandardOutput() {
        assertThat(StatusUtil.contextHasStatusListener(context)).isTrue();
    }

    @Test
    void saysWhatAMessageIsAbout() {
        MDC.put("request_id", "5f2b");
        MDC.put("image", "7");

        assertThat(line("the image failed", null)).endsWith(": the image failed [image=7 request_id=5f2b]\n");
        assertThat(line("request 5f2b failed", null)).endsWith(": request 5f2b failed [image=7]\n");
    }

    @Test
    void writesJsonInstead() throws JoranException {
        MDC.put("request_id", "5f2b");
        configure("json");

        var line = line("request of {}", new IllegalStateException(FORGED), FORGED + "é\u202e");

        assertThat(line).endsWith("}\n").hasLineCount(1).matches("[\\x20-\\x7e\n]+");
        var json = new JsonMapper().readTree(line);
        assertThat(json.propertyNames())
                .containsExactly(
                        "@timestamp",
                        "log.level",
                        "log.logger",
                        "process.thread.name",
                        "message",
                        "error.type",
                        "error.stack_trace",
                        "request_id");
        assertThat(json.path("@timestamp").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(json.path("log.level").asString()).isEqualTo("ERROR");
        assertThat(json.path("message").asString()).isEqualTo("request of " + FORGED + "é\u202e");
        assertThat(json.path("error.stack_trace").asString()).contains("at dev.halftone.app.logging.LogLayoutTest");
        assertThat(json.path("request_id").asString()).isEqualTo("5f2b");
    }

    private String line(String message, @Nullable Throwable failure, Object... arguments) {
        var root = context.getLogger("ROOT");
        var console =
                (ConsoleAppender<ILoggingEvent>) root.iteratorForAppenders().next();
        var event = new LoggingEvent("", root, Level.ERROR, message, failure, arguments);
        return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
