package dev.halftone.app.patience;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/// Ends a call whose body comes too slowly, whoever reads it: it stands below Tomcat's reading of forms, too.
public final class BodyPace extends ValveBase {
    private final Duration grace;

    /// @param grace how long a body may take in any case
    public BodyPace(Duration grace) {
        super(true);
        this.grace = grace;
    }

    @Override
    public void invoke(Request call, Response answer) throws IOException, ServletException {
        var coyote = call.getCoyoteRequest();
        var body = coyote.getInputBuffer();
        coyote.setInputBuffer(new PacedBody(body, grace));
        try {
            getNext().invoke(call, answer);
        } finally {
            // The connection has one of these for all its calls.
            coyote.setInputBuffer(body);
        }
    }
}
