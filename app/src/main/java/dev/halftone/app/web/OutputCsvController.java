package dev.halftone.app.web;

import dev.halftone.engine.RequestService;
import dev.halftone.engine.catalog.OutputCsv;
import dev.halftone.engine.request.Request;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Streams the output CSV.
@RestController
public final class OutputCsvController {
    private final RequestService requestService;

    public OutputCsvController(RequestService requestService) {
        this.requestService = requestService;
    }

    @GetMapping(path = "/v1/requests/{id}/output.csv", produces = "text/csv")
    void outputCsv(Request request, HttpServletRequest call, HttpServletResponse answer) throws IOException {
        var cellStyle = isTrue(call, "safe") ? OutputCsv.CellStyle.SAFE_FOR_SPREADSHEETS : OutputCsv.CellStyle.ORIGINAL;
        if (!isTrue(call, "partial") && request.times().finished().isEmpty()) {
            throw new ProblemException(
                    ProblemCode.NOT_FINISHED, "the output CSV is there at the end; ?partial=true gives what there is");
        }
        answer.setContentType("text/csv; charset=utf-8");
        answer.setHeader("Content-Disposition", "attachment; filename=\"output.csv\"");
        if (call.getMethod().equals("GET")) requestService.writeOutput(request, cellStyle, answer.getOutputStream());
    }

    private static boolean isTrue(HttpServletRequest call, String field) {
        return switch (RequestParameters.of(call).find(field).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw RequestParameters.invalid(field, "is to be true or false");
        };
    }
}
