package dev.halftone.app.logging;

import static java.util.stream.Collectors.joining;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;

/// What a log message is about: `%context` of `logback.xml`. What the message says itself is left out.
public final class ContextConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return event.getMDCPropertyMap().entrySet().stream()
                .filter(entry -> !event.getFormattedMessage().contains(entry.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + "=" + ControlCharacters.escape(entry.getValue()))
                .collect(joining(" "))
                .transform(context -> context.isEmpty() ? "" : " [" + context + "]");
    }
}
