package dev.halftone.engine.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.engine.report.ReportJson;
import dev.halftone.engine.report.StatusReport;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// The body of a message: JSON under 20 kB. The text itself is stored, signed and sent, so that every attempt sends
/// the same bytes.
public record WebhookPayload(String json) {
    private static final int MAX_BYTES = 20_000;

    public WebhookPayload {
        var bytes = json.getBytes(UTF_8).length;
        if (bytes >= MAX_BYTES) throw new IllegalArgumentException("a payload has less than 20 kB, not " + bytes);
    }

    byte[] bytes() {
        return json.getBytes(UTF_8);
    }

    /// Hides the text, which contains the receiver's URL with its query.
    @Override
    public String toString() {
        return bytes().length + " bytes";
    }

    /// Composes the payload for a finished request: the body of the status response at that moment.
    public static final class Composer {
        private final PublicUrl url;
        private final JsonMapper json = ReportJson.mapper();

        public Composer(PublicUrl url) {
            this.url = url;
        }

        private record Body(String type, Instant timestamp, StatusReport data) {}

        /// Composes the payload, once for all attempts.
        public WebhookPayload of(Request request, Instant now) {
            var data = StatusReport.of(request, Optional.empty(), url, now);
            // In milliseconds, as the times of the ledger are.
            var timestamp = now.truncatedTo(ChronoUnit.MILLIS);
            return new WebhookPayload(json.writeValueAsString(new Body(type(request), timestamp, data)));
        }

        private static String type(Request request) {
            return request.status() == RequestStatus.CANCELLED ? "request.cancelled" : "request.completed";
        }
    }
}
