package dev.halftone.app.web;

import static org.springframework.http.MediaType.APPLICATION_FORM_URLENCODED;
import static org.springframework.http.MediaType.APPLICATION_FORM_URLENCODED_VALUE;
import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_OCTET_STREAM_VALUE;
import static org.springframework.http.MediaType.MULTIPART_FORM_DATA;
import static org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;
import static org.springframework.http.MediaType.TEXT_PLAIN_VALUE;
import static org.springframework.web.context.request.RequestAttributes.SCOPE_REQUEST;
import static org.springframework.web.servlet.HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.halftone.app.web.QueryParameterInterceptor.Known;
import dev.halftone.engine.RequestService;
import dev.halftone.engine.UrlReplacement;
import dev.halftone.engine.ledger.RequestSearch;
import dev.halftone.engine.ledger.WebhookDeliveries;
import dev.halftone.engine.report.StatusReport;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.LogContext;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestStatus;
import dev.halftone.engine.request.SearchText;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// The life of a request: submit, list, status, cancel, retry, share, delete, and the webhook deliveries that
/// report its end.
@RestController
public final class RequestController {
    private final SubmissionMapper submissionMapper;
    private final RequestService requestService;

    public RequestController(SubmissionMapper submissionMapper, RequestService requestService) {
        this.submissionMapper = submissionMapper;
        this.requestService = requestService;
    }

    @PostMapping(path = "/v1/requests", consumes = MULTIPART_FORM_DATA_VALUE, produces = APPLICATION_JSON_VALUE)
    @QueryParameterInterceptor.Upload
    ResponseEntity<SubmitResponse> submitForm(AuthInterceptor.Owner owner, HttpServletRequest httpRequest)
            throws IOException {
        return response(submissionMapper.submitForm(owner, httpRequest));
    }

    /// Accepts every media type that browsers, spreadsheets and scripts send for a CSV. The bytes decide what
    /// it is.
    @PostMapping(
            path = "/v1/requests",
            consumes = {
                "text/csv",
                "application/csv",
                "text/tab-separated-values",
                "application/vnd.ms-excel",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                TEXT_PLAIN_VALUE,
                APPLICATION_OCTET_STREAM_VALUE
            },
            produces = APPLICATION_JSON_VALUE)
    @QueryParameterInterceptor.Upload
    ResponseEntity<SubmitResponse> submitRaw(AuthInterceptor.Owner owner, HttpServletRequest httpRequest)
            throws IOException {
        return response(submissionMapper.submitRaw(owner, httpRequest));
    }

    /// Accepts `curl -d source_url=URL`.
    @PostMapping(path = "/v1/requests", consumes = APPLICATION_FORM_URLENCODED_VALUE, produces = APPLICATION_JSON_VALUE)
    @QueryParameterInterceptor.Upload
    ResponseEntity<SubmitResponse> submitLinked(AuthInterceptor.Owner owner, HttpServletRequest httpRequest)
            throws IOException, HttpMediaTypeNotSupportedException {
        // The type that curl and others give a file if they are told none.
        if (httpRequest.getParameter(UploadReader.SOURCE_URL) == null)
            throw new HttpMediaTypeNotSupportedException(
                    APPLICATION_FORM_URLENCODED, List.of(MULTIPART_FORM_DATA, MediaType.valueOf("text/csv")));
        return response(submissionMapper.submitLinked(owner, httpRequest));
    }

    private ResponseEntity<SubmitResponse> response(SubmissionMapper.Submitted submitted) {
        var submitResponse = SubmitResponse.of(submitted.request(), requestService.status(submitted.request()));
        return ResponseEntity.status(submitted.status())
                .header(HttpHeaders.LOCATION, submitResponse.selfLink())
                .body(submitResponse);
    }

    @GetMapping(path = "/v1/requests", produces = APPLICATION_JSON_VALUE)
    @Known({"limit", "cursor", "status", "reference", "search"})
    PageRequest.CursorPage<StatusReport> list(AuthInterceptor.Owner owner, HttpServletRequest httpRequest) {
        var page = PageRequest.of(httpRequest);
        var requests = requestService.newestFirst(
                owner.name(),
                page.after().orElse(Long.MAX_VALUE),
                page.limit() + 1,
                filter(RequestParameters.of(httpRequest)));
        return page.page(requests, Request::number, requestService::status);
    }

    private static RequestSearch.Filter filter(RequestParameters parameters) {
        return new RequestSearch.Filter(
                parameters.findSet("status", RequestStatus::find, "queued, processing, completed or cancelled"),
                parameters.findLine("reference"),
                new SearchText(parameters.findLine("search").orElse("")));
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
    @QueryParameterInterceptor.Known("code")
    StatusReport retry(AuthInterceptor.Owner owner, Request request, HttpServletRequest httpRequest)
            throws IOException {
        var urls = RetryBody.read(httpRequest).urls();
        var codes = RequestParameters.of(httpRequest).findFailureCodes();
        if (urls.isPresent() && !codes.isEmpty())
            throw RequestParameters.invalid("code", "cannot be combined with urls, which name the images");
        urls.ifPresentOrElse(pairs -> replaceUrls(request, pairs), () -> retry(request, codes));
        return reload(owner, request);
    }

    private void retry(Request request, Set<FailureCode> codes) {
        if (requestService.retry(request, codes) == 0)
            throw nothingToRetry(codes.isEmpty() ? "none has failed" : "none has failed for this reason");
    }

    private void replaceUrls(Request request, Map<String, String> urls) {
        if (urls.isEmpty()) throw nothingToRetry("urls names none");
        switch (requestService.replaceUrls(request, urls)) {
            case UrlReplacement.Result.Retried _ -> {}
            case UrlReplacement.Result.Rejected(var why) -> throw RetryBody.invalid(why);
        }
    }

    private static ProblemException nothingToRetry(String why) {
        return new ProblemException(ProblemCode.NOTHING_TO_RETRY, "only failed images are retried, and " + why);
    }

    @PostMapping(path = "/v1/requests/{id}/share", produces = APPLICATION_JSON_VALUE)
    Share share(Request request) {
        return requestService.share(request).map(Share::new).orElseThrow(RequestController::notFound);
    }

    @DeleteMapping("/v1/requests/{id}/share")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unshare(Request request) {
        requestService.unshare(request);
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemCode.NOT_FOUND, "there is no such request");
    }

    /// @param url of the page for everyone who has it
    record Share(String url) {}

    @DeleteMapping("/v1/requests/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Request request) {
        requestService.delete(request);
    }

    /// The request's status after a change.
    private StatusReport reload(AuthInterceptor.Owner owner, Request request) {
        return requestService.status(
                requestService.find(owner.name(), request.id()).orElse(request));
    }

    @GetMapping(path = "/v1/requests/{id}/webhook-deliveries", produces = APPLICATION_JSON_VALUE)
    DeliveryList deliveries(Request request) {
        return new DeliveryList(requestService.deliveries(request).stream()
                .map(DeliveryReport::of)
                .toList());
    }

    @PostMapping(path = "/v1/requests/{id}/webhook-deliveries", produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryList redeliver(Request request) {
        if (request.options().webhook().isEmpty())
            throw new ProblemException(ProblemCode.NO_WEBHOOK, "the request was sent without webhook_url");
        if (requestService.redeliver(request)) return deliveries(request);
        throw new ProblemException(ProblemCode.NOT_FINISHED, "a webhook is sent only after the request has ended");
    }

    /// The response to an upload.
    ///
    /// @param rows the number of products in the CSV
    /// @param images the number of image URLs in its URL cells
    /// @param warnings the first hundred, as the JSON that the ledger stores
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

        /// The URL of the request's status.
        String selfLink() {
            return Objects.requireNonNull(links.get("self"));
        }
    }

    /// The webhook messages of a request: one for each time it ended.
    record DeliveryList(List<DeliveryReport> items) {}

    /// A webhook message as the API shows it.
    ///
    /// @param webhookId the same for every attempt
    record DeliveryReport(String webhookId, String status, Instant createdAt, List<Attempt> attempts) {

        /// One attempt to deliver the message.
        ///
        /// @param answerCode the receiver's HTTP status, if it responded
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
                    delivery.status().text(),
                    delivery.created(),
                    log.attempts().stream().map(Attempt::of).toList());
        }
    }

    /// Resolves `{id}` in a path to the request it names. An unknown, deleted or malformed id, and one that
    /// belongs to another owner, are all the same 404.
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
                NativeWebRequest httpRequest,
                @Nullable WebDataBinderFactory binder) {
            var owner = AuthInterceptor.owner(httpRequest);
            var request = id(httpRequest)
                    .flatMap(id -> requestService.find(owner.name(), id))
                    .orElseThrow(RequestController::notFound);
            // Until the HTTP request ends.
            var _ = LogContext.of(request.id());
            return request;
        }

        private static Optional<RequestId> id(NativeWebRequest httpRequest) {
            var variables = (Map<?, ?>) httpRequest.getAttribute(URI_TEMPLATE_VARIABLES_ATTRIBUTE, SCOPE_REQUEST);
            return Optional.ofNullable(variables)
                    .map(names -> String.valueOf(names.get("id")))
                    .filter(RequestId::isId)
                    .map(RequestId::new);
        }
    }
}
