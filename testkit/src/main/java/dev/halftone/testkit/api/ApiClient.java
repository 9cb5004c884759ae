package dev.halftone.testkit.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Calls a server as any client would, and holds every answer against `openapi.yaml`.
public final class ApiClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final OpenApiDescription openApiDescription = new OpenApiDescription();
    private final URI address;
    private final HttpClient http;

    public ApiClient(int port) {
        this(URI.create("http://127.0.0.1:" + port), HttpClient.newHttpClient());
    }

    /// One that calls a server where it is reached from outside.
    ///
    /// @param http is closed with it
    public ApiClient(URI address, HttpClient http) {
        this.address = address;
        this.http = http;
    }

    public ApiResponse get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public ApiResponse post(String path, String... headers) {
        return send("POST", path, BodyPublishers.noBody(), headers);
    }

    public ApiResponse delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    /// Sends a CSV as it is.
    public ApiResponse postCsv(String path, String csv, String... headers) {
        var all = new ArrayList<>(List.of("Content-Type", "text/csv"));
        all.addAll(List.of(headers));
        return send("POST", path, BodyPublishers.ofString(csv), all.toArray(String[]::new));
    }

    public ApiResponse postForm(String path, MultipartForm multipartForm) {
        return send("POST", path, multipartForm.body(), "Content-Type", MultipartForm.MEDIA_TYPE);
    }

    /// Sends a CSV that is to be accepted.
    ///
    /// @return the request's path
    public String submit(String csv) {
        var apiResponse = postForm("/v1/requests", MultipartForm.of(csv));
        if (apiResponse.status() != 202) throw new AssertionError("not accepted: " + apiResponse);
        return "/v1/requests/" + apiResponse.field("/request_id");
    }

    /// Waits for the end of a request, by listening to its events.
    ///
    /// @return the lines of the event stream
    public List<String> awaitEnd(String path) {
        var request = request(path + "/events").GET().build();
        try (var lines = http.send(request, BodyHandlers.ofLines()).body()) {
            return lines.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public ApiResponse send(String method, String path, BodyPublisher body, String... headers) {
        var request = request(path).method(method, body);
        if (headers.length > 0) request.headers(headers);
        try {
            var apiResponse = new ApiResponse(http.send(request.build(), BodyHandlers.ofByteArray()));
            openApiDescription.checkResponse(method, path, apiResponse);
            return apiResponse;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(TIMEOUT);
    }

    @Override
    public void close() {
        http.close();
    }
}
