package dev.halftone.app.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;

import dev.halftone.engine.report.ValidationReport;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Checks a catalogue file, and keeps nothing of it.
@RestController
public final class ValidateController {
    private final SubmissionMapper submissionMapper;

    public ValidateController(SubmissionMapper submissionMapper) {
        this.submissionMapper = submissionMapper;
    }

    @PostMapping(path = "/v1/validate", consumes = MULTIPART_FORM_DATA_VALUE, produces = APPLICATION_JSON_VALUE)
    @QueryParameterInterceptor.Upload
    ValidationReport validateForm(AuthInterceptor.Owner owner, HttpServletRequest httpRequest) throws IOException {
        return ValidationReport.of(submissionMapper.validateForm(owner, httpRequest));
    }

    @PostMapping(path = "/v1/validate", produces = APPLICATION_JSON_VALUE)
    @QueryParameterInterceptor.Upload
    ValidationReport validateRaw(AuthInterceptor.Owner owner, HttpServletRequest httpRequest) throws IOException {
        return ValidationReport.of(submissionMapper.validateRaw(owner, httpRequest));
    }
}
