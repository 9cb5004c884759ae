package dev.halftone.app.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.halftone.app.access.Owner;
import dev.halftone.app.problem.ProblemCode;
import dev.halftone.app.problem.Refused;
import dev.halftone.engine.RequestService;
import dev.halftone.engine.report.StatusReport;
import dev.halftone.engine.request.Request;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Tells how requests stand, and has them cancelled, tried again and deleted.
@RestController
public final class RequestCalls {
    private final RequestService requestService;

    public RequestCalls(RequestService requestService) {
        this.requestService = requestService;
    }

    @GetMapping(path = "/v1/requests", produces = APPLICATION_JSON_VALUE)
    Listing<StatusReport> list(Owner owner, HttpServletRequest call) {
        var page = Paging.of(call);
        var requests =
                requestService.newestFirst(owner.name(), page.position().orElse(Long.MAX_VALUE), page.limit() + 1);
        return page.listing(requests, Request::number, requestService::status);
    }

    @GetMapping(path = "/v1/requests/{id}", produces = APPLICATION_JSON_VALUE)
    StatusReport status(Request request) {
        return requestService.status(request);
    }

    @PostMapping(path = "/v1/requests/{id}/cancel", produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    StatusReport cancel(Owner owner, Request request) {
        if (requestService.cancel(request)) return now(owner, request);
        throw new Refused(ProblemCode.ALREADY_ENDED, "the request has ended or was cancelled before");
    }

    @PostMapping(path = "/v1/requests/{id}/retry", produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    StatusReport retry(Owner owner, Request request) {
        if (requestService.retry(request) > 0) return now(owner, request);
        throw new Refused(ProblemCode.NOTHING_TO_RETRY, "only images that failed are tried again, and none has");
    }

    @DeleteMapping("/v1/requests/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Request request) {
        requestService.delete(request);
    }

    /// As it stands after what was just done to it.
    private StatusReport now(Owner owner, Request request) {
        return requestService.status(
                requestService.find(owner.name(), request.id()).orElse(request));
    }
}
