package dev.halftone.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/// Captures what this process logs, from level `info` on.
public final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.halftone");
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    public LogCapture() {
        start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        // Otherwise the context would be read later, from the reader's thread.
        event.prepareForDeferredProcessing();
        events.add(event);
    }

    /// The events whose message contains a text.
    public Stream<ILoggingEvent> containing(String text) {
        return events.stream().filter(event -> event.getFormattedMessage().contains(text));
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setAdditive(true);
        logger.setLevel(null);
    }
}
