package dev.halftone.app.web;

import static dev.halftone.app.web.SubmissionMapper.OptionsParser.FORMAT;
import static dev.halftone.app.web.SubmissionMapper.OptionsParser.MAX_HEIGHT;
import static dev.halftone.app.web.SubmissionMapper.OptionsParser.MAX_WIDTH;
import static dev.halftone.app.web.SubmissionMapper.OptionsParser.QUALITY;

import dev.halftone.engine.PreviewService;
import dev.halftone.engine.PreviewService.Result.Busy;
import dev.halftone.engine.PreviewService.Result.Compressed;
import dev.halftone.engine.PreviewService.Result.Elsewhere;
import dev.halftone.engine.PreviewService.Result.Refused;
import dev.halftone.engine.PreviewService.Result.TooLarge;
import dev.halftone.engine.PreviewService.Result.Unavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Compresses one image without storing it.
@RestController
public final class PreviewController {
    static final String PREVIEW = "/v1/preview";

    private final PreviewService previews;

    public PreviewController(PreviewService previews) {
        this.previews = previews;
    }

    @PostMapping(PREVIEW)
    @QueryParameterInterceptor.Known({QUALITY, MAX_WIDTH, MAX_HEIGHT, FORMAT})
    void preview(AuthInterceptor.Owner owner, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        var recipe = SubmissionMapper.OptionsParser.recipe(RequestParameters.ofQuery(httpRequest));
        UploadReader.checkContentEncoding(httpRequest);
        requireNoForm(httpRequest);
        if (httpRequest.getContentLengthLong() > previews.maxImageBytes()) throw tooLarge(previews.maxImageBytes());
        try (var preview = previews.open(owner.name()).orElseThrow(this::tooManyOpen)) {
            send(preview.compress(httpRequest.getInputStream(), recipe), httpResponse);
        }
    }

    private static void requireNoForm(HttpServletRequest httpRequest) {
        var type = Optional.ofNullable(httpRequest.getContentType()).orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/"))
            throw new ProblemException(
                            ProblemCode.UNSUPPORTED_MEDIA_TYPE, "send the image itself as the body, not in a form")
                    .withHeader("Accept", "image/*, application/octet-stream");
    }

    private static void send(PreviewService.Result result, HttpServletResponse httpResponse) throws IOException {
        switch (result) {
            case Compressed(var mediaType, var bytes, var content) -> {
                httpResponse.setContentType(mediaType);
                httpResponse.setContentLengthLong(bytes);
                content.writeTo(httpResponse.getOutputStream());
            }
            case Refused(var message) -> throw new ProblemException(ProblemCode.INVALID_IMAGE, message);
            case TooLarge(var maxBytes) -> throw tooLarge(maxBytes);
            case Busy() ->
                throw new ProblemException(
                        ProblemCode.TOO_MANY_REQUESTS, "the server is busy with other images; try again");
            case Unavailable(var message) -> throw new ProblemException(ProblemCode.STORAGE_FAILED, message);
            case Elsewhere() ->
                throw new ProblemException(
                        ProblemCode.NOT_FOUND,
                        "an image service processes this server's images, so there are no previews");
        }
    }

    private static ProblemException tooLarge(long maxBytes) {
        return UploadReader.tooLarge("an image", maxBytes);
    }

    private ProblemException tooManyOpen() {
        return new ProblemException(
                ProblemCode.TOO_MANY_REQUESTS,
                "%d previews are open, which is the limit; wait until some have ended".formatted(previews.maxOpen()));
    }
}
