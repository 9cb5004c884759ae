package dev.halftone.app.logging;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// A log event as one line of JSON, with the field names of the Elastic Common Schema. Logback's own encoder writes
/// times as numbers and stack traces as trees, which log collectors cannot read.
public final class JsonEncoder extends EncoderBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /// Only ASCII, so that no character from outside controls a terminal.
    private final JsonMapper json =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new LinkedHashMap<String, String>();
        line.put("@timestamp", TIME.format(event.getInstant()));
        line.put("log.level", event.getLevel().toString());
        line.put("log.logger", event.getLoggerName());
        line.put("process.thread.name", event.getThreadName());
        line.put("message", event.getFormattedMessage());
        Optional.ofNullable(event.getThrowableProxy()).ifPresent(failure -> {
            line.put("error.type", failure.getClassName());
            line.put("error.stack_trace", ThrowableProxyUtil.asString(failure));
        });
        line.putAll(new TreeMap<>(event.getMDCPropertyMap()));
        return (json.writeValueAsString(line) + "\n").getBytes(US_ASCII);
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
