package dev.halftone.engine.imageservice;

import dev.halftone.engine.report.ReportJson;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reads and writes the messages as JSON in UTF-8. Unknown fields are ignored, so that either side may be newer.
public final class ServiceJson {
    /// The largest body of a callback.
    public static final int MAX_CALLBACK_BYTES = 16 << 20;

    private static final JsonMapper JSON = ReportJson.mapper()
            .rebuild()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private ServiceJson() {}

    public static byte[] write(Object message) {
        return JSON.writeValueAsBytes(message);
    }

    /// @throws MalformedException when the bytes are not such a message
    public static <T> T read(byte[] bytes, Class<T> type) throws MalformedException {
        try {
            var message = JSON.readValue(bytes, type);
            if (message == null) throw new MalformedException("it is null");
            return message;
        } catch (JacksonException e) {
            throw new MalformedException(e.getOriginalMessage());
        }
    }

    /// A message that is not what it should be.
    public static final class MalformedException extends IOException {
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message);
        }
    }
}
