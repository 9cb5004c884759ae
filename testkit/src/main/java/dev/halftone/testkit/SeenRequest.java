package dev.halftone.testkit;

import java.util.Map;
import java.util.Optional;

/// A request as the host saw it.
///
/// @param target path and query, as the client spelled them
/// @param headers by name in lower case; of a name that came twice, the last
public record SeenRequest(String method, String target, Map<String, String> headers) {
    public SeenRequest {
        headers = Map.copyOf(headers);
    }

    /// The target without its query.
    public String path() {
        var query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /// The value of a header, its name in lower case.
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    boolean isFor(String pathOrTarget) {
        return path().equals(pathOrTarget) || target.equals(pathOrTarget);
    }
}
