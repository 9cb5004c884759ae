package dev.halftone.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.testkit.Await;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A request on a server, as the API shows it.
///
/// @param path its path in the API
public record SubmittedRequest(ApiClient client, String path) {
    /// The most products on one page of the API.
    private static final int PAGE_SIZE = 500;

    /// Submits a CSV whose completion is announced to a webhook.
    public static SubmittedRequest submit(ApiClient client, String csv, URI webhook) {
        var query = "?webhook_url=" + URLEncoder.encode(webhook.toString(), UTF_8);
        return accepted(client, client.postCsv("/v1/requests" + query, csv));
    }

    /// Submits a CSV under an idempotency key.
    public static SubmittedRequest submitWithKey(ApiClient client, String csv, String key) {
        return accepted(client, client.postCsv("/v1/requests", csv, "Idempotency-Key", key));
    }

    private static SubmittedRequest accepted(ApiClient client, ApiResponse response) {
        if (response.status() >= 300) throw new AssertionError("not accepted: " + response);
        return new SubmittedRequest(client, "/v1/requests/" + response.field("/request_id"));
    }

    public ApiResponse status() {
        return client.get(path);
    }

    public boolean isCompleted() {
        return status().field("/status").equals("completed");
    }

    /// Waits until the status is `completed`, and returns it.
    public ApiResponse awaitCompleted() {
        return Await.until(this::status, status -> status.field("/status").equals("completed"));
    }

    /// Waits until the request has ended, completed or not.
    public void awaitFinished() {
        Await.until(() -> !status().json().path("finished_at").isNull());
    }

    public int imagesDone() {
        return status().json().at("/images/done").asInt();
    }

    public int imagesSucceeded() {
        return status().json().at("/images/succeeded").asInt();
    }

    /// Returns whether the first attempt to deliver the webhook is still to come.
    public boolean isWebhookPending() {
        var webhook = status().json().path("webhook");
        return webhook.path("status").asString().equals("pending")
                && webhook.path("attempts").asInt() == 0;
    }

    /// Has the failed images tried again.
    public void retry() {
        client.post(path + "/retry");
    }

    /// Returns the products, which must fit on one page.
    public List<JsonNode> products() {
        return products("");
    }

    private List<JsonNode> products(String filter) {
        var page = client.get(path + "/products?limit=" + PAGE_SIZE + filter).json();
        if (!page.path("next_cursor").isNull()) throw new AssertionError("more products than fit on one page");
        return page.path("items").valueStream().toList();
    }

    public List<JsonNode> images() {
        return images("");
    }

    private List<JsonNode> images(String filter) {
        return products(filter).stream()
                .flatMap(product -> product.path("images").valueStream())
                .toList();
    }

    /// Returns the code of each failed image.
    public List<String> failureCodes() {
        return images("&status=failed").stream()
                .map(image -> image.path("code").asString())
                .toList();
    }

    public String outputCsv() {
        return client.get(path + "/output.csv").text();
    }
}
