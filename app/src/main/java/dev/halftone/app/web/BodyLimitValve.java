package dev.halftone.app.web;

import dev.halftone.engine.imageservice.ServiceJson;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/// Limits the body of every request that is not an upload, before anything reads it. It sits below Tomcat's form
/// parser, so no kind of body gets past it. [UploadReader] and [PreviewController] limit uploads.
public final class BodyLimitValve extends ValveBase {
    /// Far more than any body of ours; most requests need none.
    private static final int MAX_BYTES = 64 * 1024;

    private static final Map<String, Integer> MAX_BYTES_BY_PATH = Map.of(
            "/session",
            4 * 1024,
            JobController.JOBS,
            JobController.MAX_JOB_BYTES,
            CallbackController.CALLBACKS,
            ServiceJson.MAX_CALLBACK_BYTES);
    private static final Pattern RETRY = Pattern.compile("/v1/requests/[^/]+/retry");
    private static final Set<String> UPLOADS =
            Set.of("/v1/requests", "/v1/validate", PreviewController.PREVIEW, "/upload_csv");

    public BodyLimitValve() {
        super(true);
    }

    @Override
    public void invoke(Request httpRequest, Response httpResponse) throws IOException, ServletException {
        var path = httpRequest.getDecodedRequestURI();
        if (path == null || isUpload(httpRequest, path)) {
            getNext().invoke(httpRequest, httpResponse);
            return;
        }
        var maxBytes = maxBytes(path);
        if (httpRequest.getContentLengthLong() > maxBytes) reject(httpResponse, maxBytes);
        else invokeLimited(httpRequest, httpResponse, maxBytes);
    }

    private static int maxBytes(String path) {
        return RETRY.matcher(path).matches() ? RetryBody.MAX_BYTES : MAX_BYTES_BY_PATH.getOrDefault(path, MAX_BYTES);
    }

    private static boolean isUpload(Request httpRequest, String path) {
        return httpRequest.getMethod().equals("POST") && UPLOADS.contains(path);
    }

    private static void reject(Response httpResponse, int maxBytes) throws IOException {
        new Problem.ProblemWriter().write(httpResponse, tooLarge(maxBytes).problem());
    }

    /// A chunked body does not tell its length beforehand.
    private void invokeLimited(Request httpRequest, Response httpResponse, int maxBytes)
            throws IOException, ServletException {
        var coyote = httpRequest.getCoyoteRequest();
        var body = coyote.getInputBuffer();
        coyote.setInputBuffer(new LimitedInputBuffer(body, maxBytes));
        try {
            getNext().invoke(httpRequest, httpResponse);
        } finally {
            // The connection reuses its input buffer for later requests.
            coyote.setInputBuffer(body);
        }
    }

    private static ProblemException tooLarge(int maxBytes) {
        return new ProblemException(
                ProblemCode.BODY_TOO_LARGE, "the body of this request may have at most %d bytes".formatted(maxBytes));
    }

    /// Ends a request whose body is longer than allowed.
    static final class LimitedInputBuffer implements InputBuffer {
        private final InputBuffer body;
        private final int maxBytes;
        private long bytes;

        LimitedInputBuffer(InputBuffer body, int maxBytes) {
            this.body = body;
            this.maxBytes = maxBytes;
        }

        /// @throws ProblemException when the body is longer than allowed
        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            var read = body.doRead(handler);
            bytes += Math.max(0, read);
            if (bytes > maxBytes) throw tooLarge(maxBytes);
            return read;
        }

        @Override
        public int available() {
            return body.available();
        }
    }
}
