package dev.halftone.testkit.api;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;

/// A multipart/form-data body, put together as browsers do.
public record MultipartForm(String parts) {
    private static final String BOUNDARY = "----a-boundary-of-the-tests";
    public static final String MEDIA_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    public static MultipartForm of(String csv) {
        return new MultipartForm("").file("file", csv);
    }

    public static MultipartForm empty() {
        return new MultipartForm("");
    }

    public MultipartForm file(String name, String content) {
        return part("name=\"" + name + "\"; filename=\"products.csv\"\r\nContent-Type: text/csv", content);
    }

    public MultipartForm field(String name, String value) {
        return part("name=\"" + name + "\"", value);
    }

    private MultipartForm part(String header, String content) {
        return new MultipartForm("%s--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
                .formatted(parts, BOUNDARY, header, content));
    }

    public String text() {
        return parts + "--" + BOUNDARY + "--\r\n";
    }

    public BodyPublisher body() {
        return BodyPublishers.ofString(text());
    }
}
