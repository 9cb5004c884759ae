package dev.halftone.app.web;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.util.DigestUtils;
import org.springframework.util.StreamUtils;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.databind.json.JsonMapper;

/// Writes JSON, and in response to GET and HEAD an `ETag`: a client that has the same JSON gets 304 instead. Spring's
/// own
/// filter for this would hold every response in memory, images and streams of events included.
public final class JsonConverter extends JacksonJsonHttpMessageConverter {
    /// Only the client itself may keep it, and must ask before each use.
    private static final String REVALIDATED = "private, no-cache";

    private final JsonMapper json;

    public JsonConverter(JsonMapper json) {
        super(json);
        this.json = json;
    }

    @Override
    protected void writeInternal(
            Object body, ResolvableType type, HttpOutputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        var read = currentRead();
        if (read.isEmpty()) {
            super.writeInternal(body, type, message, hints);
            return;
        }
        var bytes = json.writeValueAsBytes(body);
        message.getHeaders().setCacheControl(REVALIDATED);
        if (read.get().checkNotModified(etag(bytes))) return;
        message.getHeaders().setContentLength(bytes.length);
        StreamUtils.copy(bytes, message.getBody());
    }

    /// The request, if it is GET or HEAD.
    private static Optional<ServletWebRequest> currentRead() {
        return Optional.ofNullable((ServletRequestAttributes) RequestContextHolder.getRequestAttributes())
                .map(current -> new ServletWebRequest(current.getRequest(), current.getResponse()))
                .filter(request -> request.getHttpMethod().matches("GET")
                        || request.getHttpMethod().matches("HEAD"));
    }

    /// Weak, because the body may be compressed.
    private static String etag(byte[] bytes) {
        return "W/\"" + DigestUtils.md5DigestAsHex(bytes) + "\"";
    }
}
