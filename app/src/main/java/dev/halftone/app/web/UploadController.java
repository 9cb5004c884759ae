package dev.halftone.app.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_OCTET_STREAM_VALUE;
import static org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;
import static org.springframework.http.MediaType.TEXT_PLAIN_VALUE;

import dev.halftone.engine.RequestService;
import dev.halftone.engine.UploadService;
import dev.halftone.engine.request.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Takes uploads, as a form or as they are.
@RestController
public final class UploadController {
    private final UploadReader reader;
    private final SubmissionMapper.OptionsParser options;
    private final SubmissionMapper submissionMapper;
    private final RequestService requestService;

    public UploadController(
            UploadReader reader,
            SubmissionMapper.OptionsParser options,
            SubmissionMapper submissionMapper,
            RequestService requestService) {
        this.reader = reader;
        this.options = options;
        this.submissionMapper = submissionMapper;
        this.requestService = requestService;
    }

    @PostMapping(path = "/v1/requests", consumes = MULTIPART_FORM_DATA_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<RequestController.SubmitResponse> submitForm(AuthInterceptor.Owner owner, HttpServletRequest call)
            throws IOException {
        return submit(owner, call, reader.readForm(call));
    }

    /// What browsers, spreadsheets and scripts call a CSV; what it is, its bytes tell.
    @PostMapping(
            path = "/v1/requests",
            consumes = {
                "text/csv",
                "application/csv",
                "text/tab-separated-values",
                "application/vnd.ms-excel",
                TEXT_PLAIN_VALUE,
                APPLICATION_OCTET_STREAM_VALUE
            },
            produces = APPLICATION_JSON_VALUE)
    ResponseEntity<RequestController.SubmitResponse> submitRaw(AuthInterceptor.Owner owner, HttpServletRequest call)
            throws IOException {
        return submit(owner, call, reader.readRaw(call));
    }

    private ResponseEntity<RequestController.SubmitResponse> submit(
            AuthInterceptor.Owner owner, HttpServletRequest call, UploadReader.Upload upload) throws IOException {
        var key = RequestController.IdempotencyKeyHeader.of(call);
        var wanted = options.parseStrict(upload.requestParameters());
        try (var csv = upload.csv()) {
            return response(submissionMapper.submit(
                    new UploadService.Submission(RequestId.random(), owner.name(), csv, wanted, key)));
        }
    }

    private ResponseEntity<RequestController.SubmitResponse> response(SubmissionMapper.Submitted submitted) {
        var submitResponse =
                RequestController.SubmitResponse.of(submitted.request(), requestService.status(submitted.request()));
        return ResponseEntity.status(submitted.status())
                .header(HttpHeaders.LOCATION, submitResponse.selfLink())
                .body(submitResponse);
    }
}
