package dev.halftone.app.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;

import dev.halftone.engine.RequestService;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The two endpoints of the first release, over the same services as the current API.
@RestController
public final class LegacyController {
    private final SubmissionMapper submissionMapper;
    private final RequestService requestService;

    public LegacyController(SubmissionMapper submissionMapper, RequestService requestService) {
        this.submissionMapper = submissionMapper;
        this.requestService = requestService;
    }

    record UploadResponse(String requestId, String status, String message) {}

    record StatusResponse(String requestId, String status, String message, long totalRows, long processedRows) {}

    @PostMapping(path = "/upload_csv", consumes = MULTIPART_FORM_DATA_VALUE, produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    UploadResponse upload(AuthInterceptor.Owner owner, HttpServletRequest httpRequest) throws IOException {
        var request = submissionMapper.submitLegacyForm(owner, httpRequest).request();
        return new UploadResponse(
                request.id().text(),
                legacyStatus(request.status()),
                requestService.status(request).message());
    }

    @GetMapping(path = "/request_status/{id}", produces = APPLICATION_JSON_VALUE)
    StatusResponse status(Request request) {
        var report = requestService.status(request);
        return new StatusResponse(
                report.requestId(),
                legacyStatus(request.status()),
                report.message(),
                report.rows().total(),
                report.rows().done());
    }

    private static String legacyStatus(RequestStatus status) {
        return switch (status) {
            case QUEUED -> "Pending";
            case PROCESSING -> "Processing";
            case COMPLETED -> "Completed";
            case CANCELLED -> "Cancelled";
        };
    }
}
