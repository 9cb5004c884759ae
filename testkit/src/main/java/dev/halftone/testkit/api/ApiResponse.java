package dev.halftone.testkit.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the server answered.
public record ApiResponse(HttpResponse<byte[]> response) {
    private static final JsonMapper JSON = new JsonMapper();

    public int status() {
        return response.statusCode();
    }

    /// The header's value, or nothing at all.
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public String text() {
        return new String(response.body(), UTF_8);
    }

    public JsonNode json() {
        return JSON.readTree(response.body());
    }

    /// A field of the JSON, by its JSON pointer, as text.
    public String field(String pointer) {
        return json().at(pointer).asString("");
    }

    /// The status and the code of a problem, or the status alone.
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
