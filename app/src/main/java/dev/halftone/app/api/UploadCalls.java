package dev.halftone.app.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_OCTET_STREAM_VALUE;
import static org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;
import static org.springframework.http.MediaType.TEXT_PLAIN_VALUE;

import dev.halftone.app.access.Owner;
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
public final class UploadCalls {
    private final UploadReader reader;
    private final OptionFields options;
    private final Counter counter;
    private final RequestService requestService;

    public UploadCalls(UploadReader reader, OptionFields options, Counter counter, RequestService requestService) {
        this.reader = reader;
        this.options = options;
        this.counter = counter;
        this.requestService = requestService;
    }

    @PostMapping(path = "/v1/requests", consumes = MULTIPART_FORM_DATA_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<Accepted> form(Owner owner, HttpServletRequest call) throws IOException {
        return handIn(owner, call, reader.form(call));
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
    ResponseEntity<Accepted> raw(Owner owner, HttpServletRequest call) throws IOException {
        return handIn(owner, call, reader.raw(call));
    }

    private ResponseEntity<Accepted> handIn(Owner owner, HttpServletRequest call, Upload upload) throws IOException {
        var key = IdempotencyKey.of(call);
        var wanted = options.readAll(upload.fields());
        try (var csv = upload.csv()) {
            return answer(
                    counter.handIn(new UploadService.Submission(RequestId.random(), owner.name(), csv, wanted, key)));
        }
    }

    private ResponseEntity<Accepted> answer(Counter.HandedIn handedIn) {
        var accepted = Accepted.of(handedIn.request(), requestService.status(handedIn.request()));
        return ResponseEntity.status(handedIn.status())
                .header(HttpHeaders.LOCATION, accepted.self())
                .body(accepted);
    }
}
