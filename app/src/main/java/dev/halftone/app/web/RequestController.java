package dev.halftone.app.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.web.context.request.RequestAttributes.SCOPE_REQUEST;
import static org.springframework.web.servlet.HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.halftone.engine.RequestService;
import dev.halftone.engine.ledger.WebhookDeliveries;
import dev.halftone.engine.report.StatusReport;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Tells how requests stand, and has them cancelled, tried again and deleted.
@RestController
public final class RequestController {
    private final RequestService requestService;

    public RequestController(RequestService requestService) {
        this.requestService = requestService;
    }

    @GetMapping(path = "/v1/requests", produces = APPLICATION_JSON_VALUE)
    PageRequest.CursorPage<StatusReport> list(AuthInterceptor.Owner owner, HttpServletRequest call) {
        var page = PageRequest.of(call);
        var requests = requestService.newestFirst(owner.name(), page.after().orElse(Long.MAX_VALUE), page.limit() + 1);
        return page.page(requests, Request::number, requestService::status);
    }

    @GetMapping(path = "/v1/requests/{id}", produces = APPLICATION_JSON_VALUE)
    StatusReport status(Request request) {
        return requestService.status(request);
    }

    @PostMapping(path = "/v1/requests/{id}/cancel", produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    StatusReport cancel(AuthInterceptor.Owner owner, Request request) {
        if (requestService.cancel(request)) return reload(owner, request);
        throw new ProblemException(ProblemCode.ALREADY_ENDED, "the request has ended or was cancelled before");
    }

    @PostMapping(path = "/v1/requests/{id}/retry", produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    StatusReport retry(AuthInterceptor.Owner owner, Request request) {
        if (requestService.retry(request) > 0) return reload(owner, request);
        throw new ProblemException(
                ProblemCode.NOTHING_TO_RETRY, "only images that failed are tried again, and none has");
    }

    @DeleteMapping("/v1/requests/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Request request) {
        requestService.delete(request);
    }

    /// As it stands after what was just done to it.
    private StatusReport reload(AuthInterceptor.Owner owner, Request request) {
        return requestService.status(
                requestService.find(owner.name(), request.id()).orElse(request));
    }

    /// A webhook message in the words of the API.
    ///
    /// @param webhookId the same for every attempt
    record DeliveryReport(String webhookId, String status, Instant createdAt, List<Attempt> attempts) {

        /// One attempt to deliver it.
        ///
        /// @param answerCode the receiver's HTTP status, where it answered
        record Attempt(Instant attemptedAt, Optional<Integer> answerCode, long durationMs, String message) {
            private static Attempt of(WebhookDeliveries.Attempt attempt) {
                return new Attempt(
                        attempt.at(), attempt.status(), attempt.duration().toMillis(), attempt.message());
            }
        }

        static DeliveryReport of(WebhookDeliveries.Log log) {
            var delivery = log.delivery();
            return new DeliveryReport(
                    delivery.messageId(),
                    delivery.status().word(),
                    delivery.created(),
                    log.attempts().stream().map(Attempt::of).toList());
        }
    }

    /// The header by which a client makes a second post of the same upload harmless.
    static final class IdempotencyKeyHeader {
        private static final String HEADER = "Idempotency-Key";

        private IdempotencyKeyHeader() {}

        static Optional<String> of(HttpServletRequest call) {
            var keys = Collections.list(call.getHeaders(HEADER));
            if (keys.isEmpty()) return Optional.empty();
            if (keys.size() > 1 || !keys.getFirst().matches("[ -~]{1,255}")) {
                throw RequestParameters.invalid(HEADER, "is to be one value of 1 to 255 printable ASCII characters");
            }
            return Optional.of(keys.getFirst());
        }
    }

    /// Finds the request that `{id}` in a call's path names. One that is not there, was deleted, belongs to
    /// somebody else or cannot be an id is a 404 all the same.
    public static final class RequestArgumentResolver implements HandlerMethodArgumentResolver {
        private final RequestService requestService;

        public RequestArgumentResolver(RequestService requestService) {
            this.requestService = requestService;
        }

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Request.class;
        }

        @Override
        public Request resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer model,
                NativeWebRequest call,
                @Nullable WebDataBinderFactory binder) {
            var owner = AuthInterceptor.owner(call);
            return id(call).flatMap(id -> requestService.find(owner.name(), id))
                    .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "there is no such request"));
        }

        private static Optional<RequestId> id(NativeWebRequest call) {
            var variables = (Map<?, ?>) call.getAttribute(URI_TEMPLATE_VARIABLES_ATTRIBUTE, SCOPE_REQUEST);
            return Optional.ofNullable(variables)
                    .map(names -> String.valueOf(names.get("id")))
                    .filter(RequestId::isId)
                    .map(RequestId::new);
        }
    }

    /// What an upload is answered with.
    ///
    /// @param rows how many products the CSV has
    /// @param images how many places there are in their URL cells
    /// @param warnings the first hundred, as the JSON that the ledger keeps
    record SubmitResponse(
            String requestId,
            String status,
            long rows,
            long images,
            @JsonRawValue String warnings,
            long warningCount,
            Map<String, String> links) {

        static SubmitResponse of(Request request, StatusReport report) {
            var size = request.size();
            return new SubmitResponse(
                    report.requestId(),
                    report.status(),
                    size.rows(),
                    size.images(),
                    size.warnings(),
                    size.warningCount(),
                    report.links());
        }

        /// Where the request's status is to be asked for.
        String selfLink() {
            return Objects.requireNonNull(links.get("self"));
        }
    }
}
