package dev.halftone.engine.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.engine.report.ReportJson;
import dev.halftone.engine.report.StatusReport;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestStatus;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// The body of a message: JSON. The text itself is stored, signed and sent, so that every attempt sends the same bytes.
public record WebhookPayload(String json) {
    byte[] bytes() {
        return json.getBytes(UTF_8);
    }

    /// Hides the text, which contains the receiver's URL with its query.
    @Override
    public String toString() {
        return bytes().length + " bytes";
    }

    /// Composes the payload for a finished request, once for all attempts.
    public interface Composer {

        /// Reads what takes long, before the transaction that closes the request.
        ///
        /// @param request all its images have ended
        default Composer prepare(Request request) {
            return this;
        }

        /// Composes the payload, in the transaction that has closed the request.
        WebhookPayload of(Request request, Instant now);
    }

    /// Composes the body of the status response at that moment, which is under 20 kB.
    public static final class StatusComposer implements Composer {
        private static final int MAX_BYTES = 20_000;

        private final StatusReport.Availability availability;
        private final JsonMapper json = ReportJson.mapper();

        public StatusComposer(StatusReport.Availability availability) {
            this.availability = availability;
        }

        private record Body(String type, Instant timestamp, StatusReport data) {}

        @Override
        public WebhookPayload of(Request request, Instant now) {
            var data = StatusReport.of(request, StatusReport.Activity.NONE, Optional.empty(), availability, now);
            var payload = new WebhookPayload(json.writeValueAsString(new Body(type(request), now, data)));
            var bytes = payload.bytes().length;
            if (bytes >= MAX_BYTES) throw new IllegalArgumentException("a payload has less than 20 kB, not " + bytes);
            return payload;
        }

        private static String type(Request request) {
            return request.status() == RequestStatus.CANCELLED ? "request.cancelled" : "request.completed";
        }
    }
}
