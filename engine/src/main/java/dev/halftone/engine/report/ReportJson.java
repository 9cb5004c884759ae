package dev.halftone.engine.report;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// The JSON format of reports and the API: names in snake_case, codes in lower case, times in RFC 3339 UTC with
/// milliseconds, absent values as null.
public final class ReportJson {
    private ReportJson() {}

    public static JsonMapper mapper() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .addModule(new SimpleModule().addSerializer(new TimeSerializer()))
                .build();
    }

    /// Always writes three decimals. Jackson writes none, three, six or nine, whatever the time needs, and a client
    /// with a fixed pattern fails on one time in a thousand.
    private static final class TimeSerializer extends StdSerializer<Instant> {
        private static final DateTimeFormatter MILLISECONDS =
                new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

        TimeSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
            json.writeString(MILLISECONDS.format(time));
        }
    }
}
