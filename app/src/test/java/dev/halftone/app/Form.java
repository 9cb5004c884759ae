package dev.halftone.app;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;

/// A multipart/form-data body, put together as browsers do.
public record Form(String parts) {
    private static final String BOUNDARY = "----a-boundary-of-the-tests";
    public static final String MEDIA_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    public static Form of(String csv) {
        return new Form("").file("file", csv);
    }

    public static Form empty() {
        return new Form("");
    }

    public Form file(String name, String content) {
        return part("name=\"" + name + "\"; filename=\"products.csv\"\r\nContent-Type: text/csv", content);
    }

    public Form field(String name, String value) {
        return part("name=\"" + name + "\"", value);
    }

    private Form part(String header, String content) {
        return new Form("%s--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
                .formatted(parts, BOUNDARY, header, content));
    }

    public String text() {
        return parts + "--" + BOUNDARY + "--\r\n";
    }

    public BodyPublisher body() {
        return BodyPublishers.ofString(text());
    }
}
