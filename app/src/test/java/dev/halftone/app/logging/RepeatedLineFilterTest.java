package dev.halftone.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatedLineFilterTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final LoggerContext context = new LoggerContext();
    private final Logger log = context.getLogger("dev.halftone.Disk");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void start() {
        context.addTurboFilter(new RepeatedLineFilter(nanos::get));
        context.getLogger("ROOT").addAppender(lines);
        lines.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void logsAnOutageOnceAMinute() {
        for (var second = 0; second < 180; second++) {
            log.warn("cannot publish {}: {}", "image-" + second, "no space left");
            pass(Duration.ofSeconds(1));
        }

        assertThat(messages())
                .containsExactly(
                        "cannot publish image-0: no space left",
                        "cannot publish image-60: no space left",
                        "cannot publish image-120: no space left");
    }

    @Test
    void logsOneStackTraceForEachPlaceThatFails() {
        for (var second = 0; second < 30; second++) {
            log.error("a task failed", new IllegalStateException(closed()));
            log.error("a task failed", new IllegalStateException(full()));
            pass(Duration.ofSeconds(1));
        }

        assertThat(lines.list)
                .extracting(event -> event.getThrowableProxy().getCause().getMessage())
                .containsExactly("closed", "full");
    }

    @Test
    void logsOtherStatementsAndOtherLoggersAtOnce() {
        log.warn("the disk is full");
        log.warn("the database is away");
        context.getLogger("dev.halftone.Other").warn("the disk is full");

        assertThat(messages()).containsExactly("the disk is full", "the database is away", "the disk is full");
    }

    @Test
    void leavesInfoAndDisabledLevelsAlone() {
        log.setLevel(Level.ERROR);
        log.warn("the disk is full");
        log.setLevel(Level.INFO);
        log.info("request accepted");
        log.info("request accepted");
        log.warn("the disk is full");

        assertThat(messages()).containsExactly("request accepted", "request accepted", "the disk is full");
        assertThat(log.isWarnEnabled()).isTrue();
    }

    private static IOException closed() {
        return new IOException("closed");
    }

    private static IOException full() {
        return new IOException("full");
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private List<String> messages() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
