package dev.halftone.acceptance.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The API of a server, as a small client of it.
record RequestClient(String baseUrl, HttpClient client) {
    private static final JsonMapper JSON = new JsonMapper();

    RequestClient(String server) {
        this(server, HttpClient.newHttpClient());
    }

    URI uri(String path) {
        return URI.create(baseUrl + path);
    }

    /// Uploads a CSV.
    ///
    /// @return the request's id
    String submit(String csv) {
        return submit(csv, "", Map.of());
    }

    /// The same, with a webhook.
    String submit(String csv, URI webhook) {
        return submit(csv, "?webhook_url=" + URLEncoder.encode(webhook.toString(), StandardCharsets.UTF_8), Map.of());
    }

    /// The same, so that a second time makes no second request.
    String submitOnce(String csv, String key) {
        return submit(csv, "", Map.of("Idempotency-Key", key));
    }

    private String submit(String csv, String query, Map<String, String> headers) {
        var post = HttpRequest.newBuilder(uri("/v1/requests" + query))
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(csv));
        headers.forEach(post::header);
        return JSON.readTree(send(post).body()).path("request_id").asString();
    }

    /// Has the failed images of a request tried again.
    void retry(String request) {
        send(HttpRequest.newBuilder(uri("/v1/requests/" + request + "/retry")).POST(BodyPublishers.noBody()));
    }

    JsonNode status(String request) {
        return JSON.readTree(get("/v1/requests/" + request));
    }

    int imagesDone(String request) {
        return status(request).path("images").path("done").asInt();
    }

    int imagesSucceeded(String request) {
        return status(request).path("images").path("succeeded").asInt();
    }

    boolean isCompleted(String request) {
        return status(request).path("status").asString().equals("completed");
    }

    /// Whether its webhook has yet to be heard, and may be soon.
    boolean webhookIsPending(String request) {
        var webhook = status(request).path("webhook");
        return webhook.path("status").asString().equals("pending")
                && webhook.path("attempts").asInt() == 0;
    }

    /// The request's images as the API tells of them, at most `limit` products of them.
    List<JsonNode> images(String request, String filter) {
        var page = JSON.readTree(get("/v1/requests/" + request + "/products?limit=500" + filter));
        return page.path("items")
                .valueStream()
                .flatMap(product -> product.path("images").valueStream())
                .toList();
    }

    /// Why the failed images of a request failed.
    List<String> failures(String request) {
        return images(request, "&status=failed").stream()
                .map(image -> image.path("code").asString())
                .toList();
    }

    List<JsonNode> requests() {
        return JSON.readTree(get("/v1/requests")).path("items").valueStream().toList();
    }

    String get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET()).body();
    }

    /// The whole body, as long as its header says.
    byte[] bytes(String path) {
        try {
            var answer = client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofByteArray());
            var length = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
            return length == answer.body().length ? answer.body() : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
