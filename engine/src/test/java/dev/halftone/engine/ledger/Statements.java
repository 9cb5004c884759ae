package dev.halftone.engine.ledger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/// Listens to the statements that go to the database, parameters left out: it hears what Spring notes in its log.
final class Statements implements AutoCloseable {
    private static final Pattern STATEMENT = Pattern.compile("Executing .*?\\[(.*)]", Pattern.DOTALL);

    private final Logger logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
    private final ListAppender<ILoggingEvent> notes = new ListAppender<>();

    Statements() {
        notes.start();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(notes);
    }

    /// Every statement so far, once.
    Set<String> heard() {
        return notes.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .map(STATEMENT::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() {
        logger.detachAppender(notes);
        logger.setAdditive(true);
        logger.setLevel(null);
    }
}
