package dev.halftone.app;

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
public final class Caller implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Description description = new Description();
    private final URI address;
    private final HttpClient http;

    public Caller(int port) {
        this(URI.create("http://127.0.0.1:" + port), HttpClient.newHttpClient());
    }

    /// One that calls a server where it is reached from outside.
    ///
    /// @param http is closed with it
    public Caller(URI address, HttpClient http) {
        this.address = address;
        this.http = http;
    }

    public Answer get(String path, String... headers) {
        return call("GET", path, BodyPublishers.noBody(), headers);
    }

    public Answer post(String path, String... headers) {
        return call("POST", path, BodyPublishers.noBody(), headers);
    }

    public Answer delete(String path) {
        return call("DELETE", path, BodyPublishers.noBody());
    }

    /// Sends a CSV as it is.
    public Answer postCsv(String path, String csv, String... headers) {
        var all = new ArrayList<>(List.of("Content-Type", "text/csv"));
        all.addAll(List.of(headers));
        return call("POST", path, BodyPublishers.ofString(csv), all.toArray(String[]::new));
    }

    public Answer postForm(String path, Form form) {
        return call("POST", path, form.body(), "Content-Type", Form.MEDIA_TYPE);
    }

    /// Sends a CSV that is to be accepted.
    ///
    /// @return the request's path
    public String submit(String csv) {
        var answer = postForm("/v1/requests", Form.of(csv));
        if (answer.status() != 202) throw new AssertionError("not accepted: " + answer);
        return "/v1/requests/" + answer.at("/request_id");
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

    public Answer call(String method, String path, BodyPublisher body, String... headers) {
        var request = request(path).method(method, body);
        if (headers.length > 0) request.headers(headers);
        try {
            var answer = new Answer(http.send(request.build(), BodyHandlers.ofByteArray()));
            description.check(method, path, answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE);
    }

    @Override
    public void close() {
        http.close();
    }
}
