package dev.halftone.testkit.api;

import dev.halftone.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A client of Halftone's API. It checks every response against `openapi.yaml` and throws an [AssertionError] if the
/// response is not described there. Headers are given as name, value, name, value.
public final class ApiClient implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(160);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final OpenApiDescription openApiDescription = new OpenApiDescription();
    private final URI address;
    private final HttpClient http;
    private final List<String> ownHeaders;

    /// A client of the server at a port of this machine.
    public ApiClient(int port) {
        this(URI.create("http://127.0.0.1:" + port), HttpClient.newHttpClient());
    }

    /// A client that sends an API key with each request, to the server at a port of this machine.
    public static ApiClient withKey(int port, String key) {
        return new ApiClient(
                URI.create("http://127.0.0.1:" + port),
                HttpClient.newHttpClient(),
                List.of("Authorization", "Bearer " + key));
    }

    /// A client of a server at any address, such as that of a reverse proxy.
    ///
    /// @param http closed together with this client
    public ApiClient(URI address, HttpClient http) {
        this(address, http, List.of());
    }

    private ApiClient(URI address, HttpClient http, List<String> ownHeaders) {
        this.address = address;
        this.http = http;
        this.ownHeaders = List.copyOf(ownHeaders);
    }

    /// Sends a GET request.
    public ApiResponse get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    /// Sends a POST request without a body.
    public ApiResponse post(String path, String... headers) {
        return send("POST", path, BodyPublishers.noBody(), headers);
    }

    /// Sends a DELETE request.
    public ApiResponse delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    /// Posts a CSV as `text/csv`.
    public ApiResponse postCsv(String path, String csv, String... headers) {
        var allHeaders = new ArrayList<>(List.of("Content-Type", "text/csv"));
        allHeaders.addAll(List.of(headers));
        return send("POST", path, BodyPublishers.ofString(csv), allHeaders.toArray(String[]::new));
    }

    /// Posts a `multipart/form-data` body.
    public ApiResponse postForm(String path, MultipartForm multipartForm) {
        return send("POST", path, multipartForm.body(), "Content-Type", MultipartForm.MEDIA_TYPE);
    }

    /// Uploads a valid CSV.
    ///
    /// @return the path of the request, `/v1/requests/…`
    /// @throws AssertionError if the server does not accept it
    public String submit(String csv) {
        var apiResponse = postForm("/v1/requests", MultipartForm.of(csv));
        if (apiResponse.status() != 202) throw new AssertionError("not accepted: " + apiResponse);
        return "/v1/requests/" + apiResponse.field("/request_id");
    }

    /// Waits until a request has ended. Most end soon, so it asks often at first.
    public void awaitEnd(String path) {
        var deadline = Instant.now().plus(Await.TIMEOUT);
        var pause = FIRST_PAUSE;
        var status = get(path);
        while (status.field("/finished_at").isEmpty()) {
            if (status.status() != 200 || Instant.now().isAfter(deadline))
                throw new AssertionError("not ended: " + status);
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            status = get(path);
        }
    }

    /// Reads the event stream of a request to its end.
    ///
    /// @return its lines
    public List<String> events(String path) {
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

    /// Sends any request.
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
        var request = HttpRequest.newBuilder(URI.create(address + path)).timeout(TIMEOUT);
        return ownHeaders.isEmpty() ? request : request.headers(ownHeaders.toArray(String[]::new));
    }

    @Override
    public void close() {
        http.close();
    }
}
