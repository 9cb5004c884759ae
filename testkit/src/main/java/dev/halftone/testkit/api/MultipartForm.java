package dev.halftone.testkit.api;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;

/// A `multipart/form-data` body as browsers send it. It is immutable: each method returns a new form.
///
/// @param parts the encoded parts so far
public record MultipartForm(String parts) {
    private static final String BOUNDARY = "----test-boundary";
    public static final String MEDIA_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    /// A form with a CSV in the field `file`.
    public static MultipartForm of(String csv) {
        return new MultipartForm("").file("file", csv);
    }

    /// A form without parts.
    public static MultipartForm empty() {
        return new MultipartForm("");
    }

    /// Adds a CSV file.
    public MultipartForm file(String name, String content) {
        return fileWith(name, "filename=\"products.csv\"", content);
    }

    /// Adds a CSV file whose name is given by any parameters: `filename="a.csv"`.
    public MultipartForm fileWith(String name, String filenameParameters, String content) {
        return part("name=\"" + name + "\"; " + filenameParameters + "\r\nContent-Type: text/csv", content);
    }

    /// Adds a text field.
    public MultipartForm field(String name, String value) {
        return part("name=\"" + name + "\"", value);
    }

    private MultipartForm part(String header, String content) {
        return new MultipartForm("%s--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
                .formatted(parts, BOUNDARY, header, content));
    }

    /// The whole body.
    public String text() {
        return parts + "--" + BOUNDARY + "--\r\n";
    }

    /// The whole body, for the JDK's HTTP client.
    public BodyPublisher body() {
        return BodyPublishers.ofString(text());
    }
}
