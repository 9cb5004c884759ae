package dev.halftone.app.web;

import dev.halftone.engine.request.LogContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.MDC;

/// Gives each HTTP request an id: the client's, or a new one. The response and the log lines of the request have it. It
/// is the first valve, so requests that later ones reject have an id, too.
public final class RequestIdValve extends ValveBase {
    public static final String HEADER = "X-Request-Id";

    /// What is safe in a header and in a line of the log.
    private static final Pattern ACCEPTED = Pattern.compile("[!-~]{1,128}");

    public RequestIdValve() {
        super(true);
    }

    @Override
    public void invoke(Request httpRequest, Response httpResponse) throws IOException, ServletException {
        var id = Optional.ofNullable(httpRequest.getHeader(HEADER))
                .filter(given -> ACCEPTED.matcher(given).matches())
                .orElseGet(() -> UUID.randomUUID().toString());
        httpResponse.setHeader(HEADER, id);
        MDC.put(LogContext.HTTP_REQUEST, id);
        try {
            getNext().invoke(httpRequest, httpResponse);
        } finally {
            MDC.clear();
        }
    }
}
