package dev.halftone.testkit.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A response of Halftone's API.
public record ApiResponse(HttpResponse<byte[]> response) {
    private static final JsonMapper JSON = new JsonMapper();

    /// The status code.
    public int status() {
        return response.statusCode();
    }

    /// The first value of a header, or an empty string.
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /// The body as UTF-8.
    public String text() {
        return new String(response.body(), UTF_8);
    }

    /// The body as JSON.
    public JsonNode json() {
        return JSON.readTree(response.body());
    }

    /// The field at a JSON pointer, as text; an empty string if there is none.
    public String field(String pointer) {
        return json().at(pointer).asString("");
    }

    /// The status and the code of a problem such as `404 not_found`; without a problem, the status alone.
    public String statusAndCode() {
        return header("Content-Type").equals("application/problem+json")
                ? status() + " " + field("/code")
                : "" + status();
    }

    @Override
    public String toString() {
        return status() + " " + text();
    }
}
