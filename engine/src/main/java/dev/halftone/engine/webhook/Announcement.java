package dev.halftone.engine.webhook;

import dev.halftone.engine.report.ReportJson;
import dev.halftone.engine.report.StatusReport;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestStatus;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Composes what a receiver is told when its request has ended: the status call's body, as it stood then.
public final class Announcement {
    private final PublicUrl url;
    private final JsonMapper json = ReportJson.mapper();

    public Announcement(PublicUrl url) {
        this.url = url;
    }

    private record Body(String type, Instant timestamp, StatusReport data) {}

    /// The payload, composed once: every attempt sends these very bytes.
    public WebhookPayload of(Request request, Instant now) {
        var data = StatusReport.of(request, Optional.empty(), url, now);
        return new WebhookPayload(json.writeValueAsString(new Body(type(request), now, data)));
    }

    private static String type(Request request) {
        return request.status() == RequestStatus.CANCELLED ? "request.cancelled" : "request.completed";
    }
}
