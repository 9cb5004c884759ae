package dev.halftone.app.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The API of a server, as a small client of it.
record Api(String server) {
    private static final JsonMapper JSON = new JsonMapper();

    /// Uploads a CSV.
    ///
    /// @return the request's id
    String submit(String csv, String webhookUrl) {
        var query = "?webhook_url=" + URLEncoder.encode(webhookUrl, StandardCharsets.UTF_8);
        var post = HttpRequest.newBuilder(URI.create(server + "/v1/requests" + query))
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(csv));
        return JSON.readTree(body(post)).path("request_id").asString();
    }

    JsonNode status(String request) {
        return JSON.readTree(get("/v1/requests/" + request));
    }

    int imagesDone(String request) {
        return status(request).path("images").path("done").asInt();
    }

    boolean isCompleted(String request) {
        return status(request).path("status").asString().equals("completed");
    }

    String get(String path) {
        return body(HttpRequest.newBuilder(URI.create(server + path)).GET());
    }

    private static String body(HttpRequest.Builder request) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
