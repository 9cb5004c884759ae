package dev.halftone.app.api;

import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import dev.halftone.app.access.Owner;
import dev.halftone.engine.RequestService;
import dev.halftone.engine.report.StatusReport;
import dev.halftone.engine.request.Request;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Follows a request to its end, for a client that listens: an event each time the request has moved.
@RestController
public final class EventCalls {
    private final RequestService requestService;
    private final Ticks ticks;
    private final JsonMapper json;

    public EventCalls(RequestService requestService, Ticks ticks, JsonMapper json) {
        this.requestService = requestService;
        this.ticks = ticks;
        this.json = json;
    }

    @GetMapping(path = "/v1/requests/{id}/events", produces = TEXT_EVENT_STREAM_VALUE)
    void events(Owner owner, Request request, HttpServletRequest call, HttpServletResponse answer) throws IOException {
        answer.setContentType(TEXT_EVENT_STREAM_VALUE);
        // nginx holds answers back unless it is told not to.
        answer.setHeader("X-Accel-Buffering", "no");
        if (call.getMethod().equals("GET")) follow(owner, request, new EventStream(answer.getOutputStream(), json));
    }

    private void follow(Owner owner, Request request, EventStream events) throws IOException {
        var told = Optional.<StatusReport>empty();
        for (var now = look(owner, request); now.isPresent(); now = look(owner, request)) {
            if (now.equals(told)) events.keepAlive();
            else events.send("progress", now.get());
            if (now.get().finishedAt().isPresent()) {
                events.send("finished", now.get());
                return;
            }
            told = now;
            if (!ticks.await()) return;
        }
    }

    /// Empty once the request is deleted.
    private Optional<StatusReport> look(Owner owner, Request request) {
        return requestService.find(owner.name(), request.id()).map(requestService::status);
    }
}
