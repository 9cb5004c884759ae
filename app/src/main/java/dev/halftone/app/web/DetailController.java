package dev.halftone.app.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.halftone.engine.RequestService;
import dev.halftone.engine.ledger.FailureCounts.Group;
import dev.halftone.engine.ledger.ThroughputHistory;
import dev.halftone.engine.request.Request;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Tells more of a request than its status does: what was odd about its CSV, why images failed, how fast it went.
@RestController
public final class DetailController {
    private final RequestService requestService;

    public DetailController(RequestService requestService) {
        this.requestService = requestService;
    }

    /// @param items the first hundred, as the JSON that the ledger keeps
    record Warnings(@JsonRawValue String items, long warningCount) {}

    @GetMapping(path = "/v1/requests/{id}/warnings", produces = APPLICATION_JSON_VALUE)
    Warnings warnings(Request request) {
        return new Warnings(request.size().warnings(), request.size().warningCount());
    }

    record Failures(List<FailureGroup> items) {}

    record FailureGroup(String code, long images) {
        static FailureGroup of(Group group) {
            return new FailureGroup(group.code().word(), group.images());
        }
    }

    @GetMapping(path = "/v1/requests/{id}/failures", produces = APPLICATION_JSON_VALUE)
    Failures failures(Request request) {
        return new Failures(
                requestService.failures(request).stream().map(FailureGroup::of).toList());
    }

    /// @param from absent before the first image has ended
    /// @param images that ended in each step of so many seconds
    record Throughput(Optional<Instant> from, long seconds, List<Long> images) {
        private static final Throughput EMPTY = new Throughput(Optional.empty(), 1, List.of());

        static Throughput of(ThroughputHistory.Throughput throughput) {
            return new Throughput(Optional.of(throughput.from()), throughput.seconds(), throughput.images());
        }
    }

    @GetMapping(path = "/v1/requests/{id}/pace", produces = APPLICATION_JSON_VALUE)
    Throughput throughput(Request request) {
        return requestService.pace(request).map(Throughput::of).orElse(Throughput.EMPTY);
    }
}
