package dev.halftone.app.web;

import dev.halftone.engine.PreviewService;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Compresses one image of the caller's, and keeps nothing of it.
@RestController
public final class PreviewController {
    private static final String RETRY_SECONDS = "10";

    private final PreviewService previews;

    public PreviewController(PreviewService previews) {
        this.previews = previews;
    }

    @PostMapping(
            path = "/v1/preview",
            consumes = {"image/*", MediaType.APPLICATION_OCTET_STREAM_VALUE})
    @QueryParameterInterceptor.Known({"quality", "max_width", "max_height", "format"})
    void preview(AuthInterceptor.Owner owner, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        UploadReader.checkContentEncoding(httpRequest);
        var recipe = SubmissionMapper.OptionsParser.recipe(RequestParameters.of(httpRequest));
        if (httpRequest.getContentLengthLong() > previews.maxImageBytes()) throw tooLarge(previews.maxImageBytes());
        try (var preview = previews.open(owner.name()).orElseThrow(this::tooMany)) {
            switch (preview.compress(httpRequest.getInputStream(), recipe)) {
                case PreviewService.Result.Compressed compressed -> send(compressed, httpResponse);
                case PreviewService.Result.Refused(var message) ->
                    throw new ProblemException(ProblemCode.INVALID_IMAGE, message);
                case PreviewService.Result.TooLarge(var maxBytes) -> throw tooLarge(maxBytes);
                case PreviewService.Result.Busy() -> throw busy();
                case PreviewService.Result.Unavailable(var message) ->
                    throw new ProblemException(ProblemCode.STORAGE_FAILED, message);
                case PreviewService.Result.Elsewhere() ->
                    throw new ProblemException(
                            ProblemCode.NOT_IMPLEMENTED, "an image service compresses this server's images");
            }
        }
    }

    private static void send(PreviewService.Result.Compressed compressed, HttpServletResponse httpResponse)
            throws IOException {
        httpResponse.setContentType(compressed.mediaType());
        httpResponse.setContentLengthLong(compressed.bytes());
        httpResponse.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        compressed.content().writeTo(httpResponse.getOutputStream());
    }

    private static ProblemException tooLarge(long maxBytes) {
        return new ProblemException(
                ProblemCode.UPLOAD_TOO_LARGE, "an image may have at most %d bytes".formatted(maxBytes));
    }

    private ProblemException tooMany() {
        return new ProblemException(
                        ProblemCode.TOO_MANY_REQUESTS,
                        "%d previews are open, which is the limit; wait for them".formatted(previews.maxOpen()))
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }

    private static ProblemException busy() {
        return new ProblemException(ProblemCode.TOO_MANY_REQUESTS, "the server is busy with other images; try again")
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
}
