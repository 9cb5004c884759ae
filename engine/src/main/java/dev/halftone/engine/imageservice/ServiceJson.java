package dev.halftone.engine.imageservice;

import dev.halftone.engine.report.ReportJson;
import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.json.JsonMapper;

/// Reads and writes the messages as JSON in UTF-8. Unknown fields are ignored, so that either side may be newer.
public final class ServiceJson {
    /// The largest body of a callback.
    public static final int MAX_CALLBACK_BYTES = 16 << 20;

    private static final JsonMapper JSON = ReportJson.mapper()
            .rebuild()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private static final ObjectWriter ASCII = JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    /// The name of a field that a record requires.
    private static final Pattern FIELD = Pattern.compile("[a-z_0-9]+");

    private ServiceJson() {}

    public static byte[] write(Object message) {
        return JSON.writeValueAsBytes(message);
    }

    /// The same as ASCII text, which any database can store.
    static String writeAscii(Object message) {
        return ASCII.writeValueAsString(message);
    }

    /// Reads a message.
    ///
    /// @throws MalformedException when the bytes are not such a message
    public static <T> T read(byte[] bytes, Class<T> type) throws MalformedException {
        try {
            var message = JSON.readValue(bytes, type);
            if (message == null) throw new MalformedException("it is null");
            return message;
        } catch (StreamReadException e) {
            throw new MalformedException("it is not JSON");
        } catch (InvalidFormatException e) {
            throw new InvalidValueException(field(e) + " has an invalid value");
        } catch (JacksonException e) {
            throw refusedByItsType(e);
        }
    }

    /// Reads what [#writeAscii] wrote.
    static <T> T readStored(String text, Class<T> type) {
        return JSON.readValue(text, type);
    }

    /// The problem document (RFC 9457) in the body of an error; empty fields if it is something else.
    static ServiceProblem problem(byte[] bytes) {
        try {
            return JSON.readValue(bytes, ServiceProblem.class);
        } catch (JacksonException e) {
            return new ServiceProblem(null, null);
        }
    }

    /// What an error says of itself.
    record ServiceProblem(@Nullable String code, @Nullable String detail) {
        /// To be appended to the status: ` invalid_job: a job may have at most 100 images`.
        String text() {
            return (code == null ? "" : " " + code) + (detail == null ? "" : ": " + detail);
        }

        boolean is(String code) {
            return code.equals(this.code);
        }
    }

    /// The types of messages refuse values with an [IllegalArgumentException], and null with the name of the field.
    private static MalformedException refusedByItsType(JacksonException e) {
        var reason = e.getCause() == null
                ? ""
                : Objects.requireNonNullElse(e.getCause().getMessage(), "");
        return switch (e.getCause()) {
            case IllegalArgumentException _ -> new InvalidValueException(reason);
            case NullPointerException _
            when FIELD.matcher(reason).matches() -> new MalformedException(reason + " is missing");
            case null, default -> new MalformedException(field(e) + " is not of the right kind");
        };
    }

    /// The place in the message: `images[3].recipe.quality`.
    private static String field(JacksonException e) {
        var path = e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "it" : path.substring(1);
    }

    /// A message that is not what it should be.
    public static class MalformedException extends IOException {
        private static final long serialVersionUID = 1;

        private final String problem;

        MalformedException(String problem) {
            super(problem);
            this.problem = problem;
        }

        /// What is wrong, for the sender.
        public String problem() {
            return problem;
        }
    }

    /// A message of the right form, in which a field has a value that is not allowed.
    public static final class InvalidValueException extends MalformedException {
        private static final long serialVersionUID = 1;

        InvalidValueException(String problem) {
            super(problem);
        }
    }
}
