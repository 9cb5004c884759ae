package dev.halftone.app.server;

import dev.halftone.app.web.RequestIdValve;
import java.io.CharArrayWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.catalina.valves.AbstractAccessLogValve;
import org.apache.catalina.valves.AccessLogValve;

/// Where the server logs each HTTP request, in a line of its own.
///
/// @param file rotated daily; empty for standard output
public record AccessLog(Optional<Path> file) {
    private static final int DAYS_KEPT = 30;

    /// Time, client, status, bytes, milliseconds, id, method and path. The path comes last and without its query: it is
    /// the client's text, and a query may hold secrets.
    private static final String PATTERN =
            "%{yyyy-MM-dd'T'HH:mm:ss.SSSXXX}t %h %s %B %{ms}T %{" + RequestIdValve.HEADER + "}o %m %U";

    AbstractAccessLogValve valve() {
        var valve = file.map(AccessLog::toFile).orElseGet(StandardOutput::new);
        valve.setPattern(PATTERN);
        return valve;
    }

    private static AbstractAccessLogValve toFile(Path file) {
        var path = file.toAbsolutePath();
        var valve = new AccessLogValve();
        valve.setDirectory(String.valueOf(path.getParent()));
        valve.setPrefix(path.getFileName().toString());
        valve.setSuffix("");
        valve.setRenameOnRotate(true);
        valve.setMaxDays(DAYS_KEPT);
        valve.setBuffered(false);
        return valve;
    }

    private static final class StandardOutput extends AbstractAccessLogValve {
        @Override
        protected void log(CharArrayWriter line) {
            System.out.println(line);
        }
    }
}
