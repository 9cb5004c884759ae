package dev.halftone.app.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;

import dev.halftone.app.access.Owner;
import dev.halftone.engine.RequestService;
import dev.halftone.engine.UploadService;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The names that the first clients use: thin covers over the calls of today.
@RestController
public final class FirstClientCalls {
    private final UploadReader reader;
    private final OptionFields options;
    private final Counter counter;
    private final RequestService requestService;

    public FirstClientCalls(UploadReader reader, OptionFields options, Counter counter, RequestService requestService) {
        this.reader = reader;
        this.options = options;
        this.counter = counter;
        this.requestService = requestService;
    }

    record Uploaded(String requestId, String status, String message) {}

    record Standing(String requestId, String status, String message, long totalRows, long processedRows) {}

    @PostMapping(path = "/upload_csv", consumes = MULTIPART_FORM_DATA_VALUE, produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Uploaded upload(Owner owner, HttpServletRequest call) throws IOException {
        var upload = reader.form(call);
        var wanted = options.read(upload.fields());
        try (var csv = upload.csv()) {
            var submission =
                    new UploadService.Submission(RequestId.random(), owner.name(), csv, wanted, Optional.empty());
            var request = counter.handIn(submission).request();
            return new Uploaded(
                    request.id().text(),
                    word(request.status()),
                    requestService.status(request).message());
        }
    }

    @GetMapping(path = "/request_status/{id}", produces = APPLICATION_JSON_VALUE)
    Standing status(Request request) {
        var report = requestService.status(request);
        return new Standing(
                report.requestId(),
                word(request.status()),
                report.message(),
                report.rows().total(),
                report.rows().done());
    }

    private static String word(RequestStatus status) {
        return switch (status) {
            case QUEUED -> "Pending";
            case PROCESSING -> "Processing";
            case COMPLETED -> "Completed";
            case CANCELLED -> "Cancelled";
        };
    }
}
