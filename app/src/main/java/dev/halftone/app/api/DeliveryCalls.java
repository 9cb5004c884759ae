package dev.halftone.app.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.halftone.app.problem.ProblemCode;
import dev.halftone.app.problem.Refused;
import dev.halftone.engine.RequestService;
import dev.halftone.engine.request.Request;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Tells how a request's webhook was delivered, and has it sent again.
@RestController
public final class DeliveryCalls {
    private final RequestService requestService;

    public DeliveryCalls(RequestService requestService) {
        this.requestService = requestService;
    }

    /// The messages of a request: one for each time it ended.
    record Deliveries(List<DeliveryReport> items) {}

    @GetMapping(path = "/v1/requests/{id}/webhook-deliveries", produces = APPLICATION_JSON_VALUE)
    Deliveries list(Request request) {
        return new Deliveries(requestService.deliveries(request).stream()
                .map(DeliveryReport::of)
                .toList());
    }

    @PostMapping(path = "/v1/requests/{id}/webhook-deliveries", produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Deliveries redeliver(Request request) {
        if (request.options().webhook().isEmpty()) {
            throw new Refused(ProblemCode.NO_WEBHOOK, "the request came without webhook_url");
        }
        if (requestService.redeliver(request)) return list(request);
        throw new Refused(ProblemCode.NOT_FINISHED, "there is nothing to send before the request has ended");
    }
}
