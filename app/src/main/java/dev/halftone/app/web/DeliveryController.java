package dev.halftone.app.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

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
public final class DeliveryController {
    private final RequestService requestService;

    public DeliveryController(RequestService requestService) {
        this.requestService = requestService;
    }

    /// The messages of a request: one for each time it ended.
    record DeliveryList(List<RequestController.DeliveryReport> items) {}

    @GetMapping(path = "/v1/requests/{id}/webhook-deliveries", produces = APPLICATION_JSON_VALUE)
    DeliveryList list(Request request) {
        return new DeliveryList(requestService.deliveries(request).stream()
                .map(RequestController.DeliveryReport::of)
                .toList());
    }

    @PostMapping(path = "/v1/requests/{id}/webhook-deliveries", produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryList redeliver(Request request) {
        if (request.options().webhook().isEmpty()) {
            throw new ProblemException(ProblemCode.NO_WEBHOOK, "the request came without webhook_url");
        }
        if (requestService.redeliver(request)) return list(request);
        throw new ProblemException(ProblemCode.NOT_FINISHED, "there is nothing to send before the request has ended");
    }
}
