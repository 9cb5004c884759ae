package dev.halftone.app.cli.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/// An upload as `multipart/form-data` (RFC 7578). Fields of a form, unlike those of a query, appear in no access log:
/// one may be a secret.
public final class UploadForm {
    private final String boundary = "halftone-" + UUID.randomUUID();
    private final StringBuilder fields = new StringBuilder();
    private Optional<UploadedFile> file = Optional.empty();

    private record UploadedFile(String name, Path path) {}

    public UploadForm field(String name, String value) {
        fields.append(head("name=\"" + name + "\"")).append(value).append("\r\n");
        return this;
    }

    public UploadForm field(String name, Optional<String> value) {
        value.ifPresent(text -> field(name, text));
        return this;
    }

    public UploadForm fields(String name, Collection<String> values) {
        values.forEach(value -> field(name, value));
        return this;
    }

    /// The file. Its bytes are read when the form is sent, each time.
    ///
    /// @param name empty for a file without one
    public UploadForm file(String name, Path path) {
        file = Optional.of(new UploadedFile(name, path));
        return this;
    }

    String mediaType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    BodyPublisher body() throws FileNotFoundException {
        var end = "--" + boundary + "--\r\n";
        if (file.isEmpty()) return BodyPublishers.ofString(fields + end);
        var part = head("name=\"file\"" + filename(file.get().name()));
        return BodyPublishers.concat(
                BodyPublishers.ofString(fields + part),
                BodyPublishers.ofFile(file.get().path()),
                BodyPublishers.ofString("\r\n" + end));
    }

    private String head(String parameters) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; " + parameters + "\r\n\r\n";
    }

    /// Escaped as browsers do it (WHATWG HTML §4.10.22.8).
    private static String filename(String name) {
        if (name.isEmpty()) return "";
        var escaped = name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
        return "; filename=\"" + escaped + "\"";
    }
}
