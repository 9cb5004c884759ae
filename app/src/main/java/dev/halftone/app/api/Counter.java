package dev.halftone.app.api;

import dev.halftone.app.problem.Problem;
import dev.halftone.app.problem.ProblemCode;
import dev.halftone.app.problem.Refused;
import dev.halftone.engine.SubmitResult;
import dev.halftone.engine.SubmitResult.Accepted;
import dev.halftone.engine.SubmitResult.InvalidCsv;
import dev.halftone.engine.SubmitResult.KeyReused;
import dev.halftone.engine.SubmitResult.NotStored;
import dev.halftone.engine.SubmitResult.Repeated;
import dev.halftone.engine.SubmitResult.TooLarge;
import dev.halftone.engine.SubmitResult.TooManyOpen;
import dev.halftone.engine.UploadService;
import dev.halftone.engine.request.Request;
import java.io.IOException;
import org.springframework.http.HttpStatus;

/// Where uploads are handed in: the engine's refusals become problems here, for every call that takes uploads.
public final class Counter {
    private final UploadService uploadService;

    public Counter(UploadService uploadService) {
        this.uploadService = uploadService;
    }

    /// A request that an upload stands for.
    ///
    /// @param status 202 for one that is new, 200 for one that was there before
    record HandedIn(Request request, HttpStatus status) {}

    HandedIn handIn(UploadService.Submission submission) throws IOException {
        return handedIn(uploadService.submit(submission));
    }

    private static HandedIn handedIn(SubmitResult submitResult) {
        return switch (submitResult) {
            case Accepted(var request) -> new HandedIn(request, HttpStatus.ACCEPTED);
            case Repeated(var request) -> new HandedIn(request, HttpStatus.OK);
            case KeyReused() ->
                throw new Refused(
                        ProblemCode.IDEMPOTENCY_KEY_REUSED,
                        "another upload, or the same with other options, was sent with this key before");
            case InvalidCsv(var violations) -> throw new Refused(Problem.invalidCsv(violations));
            case TooLarge(var maxBytes) -> throw UploadReader.tooLarge(maxBytes);
            case TooManyOpen(var most) ->
                throw new Refused(
                        ProblemCode.TOO_MANY_REQUESTS,
                        "%d requests are under way, and there may be no more; wait for some to end".formatted(most));
            case NotStored(var message) -> throw new Refused(ProblemCode.STORAGE_FAILED, message);
        };
    }
}
