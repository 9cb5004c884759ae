package dev.halftone.app.cli.client;

import dev.halftone.app.security.ApiKey;
import dev.halftone.engine.report.ReportJson;
import dev.halftone.engine.request.RequestId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The calls of the API that the commands make.
///
/// Each throws [RefusedException] if the server does not do what it was asked, and [UnreachableException] if there is
/// no server. A server that is busy is asked again, a few times ([ApiConnection]).
public final class HalftoneClient implements AutoCloseable {
    private static final String REQUESTS = "/v1/requests";

    /// The most requests of one page.
    private static final int MAX_PAGE = 500;

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    /// The server checks all of an upload before it answers.
    private static final Duration UPLOAD_TIMEOUT = Duration.ofHours(1);

    private static final int UPLOAD_ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final JsonMapper mapper = ReportJson.mapper();
    private final ApiConnection connection;

    /// @param notices receives a line each time that a busy server is waited for
    public HalftoneClient(ServerAddress server, Optional<ApiKey> key, Consumer<String> notices) {
        this.connection = new ApiConnection(server, key, notices);
    }

    /// Submits a file. If the connection is lost meanwhile, it is sent again; it still becomes one request.
    ///
    /// @return the server's response: `request_id`, `links`, `warnings` and more
    public JsonNode submit(UploadForm form) throws IOException, InterruptedException {
        var upload = connection
                .call(REQUESTS)
                .timeout(UPLOAD_TIMEOUT)
                .header("Content-Type", form.mediaType())
                .header("Idempotency-Key", UUID.randomUUID().toString());
        var pause = FIRST_PAUSE;
        for (var attempt = 1; ; attempt++) {
            try {
                return json(upload.POST(form.body()).build(), "request_id");
            } catch (UnreachableException e) {
                // Nobody there at first: a wrong address, more often than a restart.
                var isWrongAddress = attempt == 1 && !e.wasSent();
                if (isWrongAddress || attempt == UPLOAD_ATTEMPTS) throw e;
                connection.notice(e.getMessage() + "; trying again");
                Thread.sleep(pause);
                pause = pause.multipliedBy(2);
            }
        }
    }

    public RemoteRequest status(RequestId id) throws IOException, InterruptedException {
        return new RemoteRequest(json(get(path(id)), "request_id"));
    }

    /// How many images failed for each reason, the most frequent first.
    public List<Failures> failures(RequestId id) throws IOException, InterruptedException {
        return json(get(path(id) + "/failures"), "items")
                .path("items")
                .valueStream()
                .map(group -> new Failures(
                        group.path("code").asString(""), group.path("images").asLong(0)))
                .toList();
    }

    /// A number of images that failed with the same code.
    public record Failures(String code, long images) {}

    /// The newest requests, as the API lists them.
    ///
    /// @param filter query parameters
    /// @param limit how many at most
    public ObjectNode list(Map<String, String> filter, int limit) throws IOException, InterruptedException {
        var query = filter.entrySet().stream()
                .map(parameter -> "&" + parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining());
        var items = mapper.createArrayNode();
        var next = Optional.of("");
        while (next.isPresent() && items.size() < limit) {
            var size = Math.min(limit - items.size(), MAX_PAGE);
            var page = json(get(REQUESTS + "?limit=" + size + query + next.get()), "items");
            StreamSupport.stream(page.path("items").spliterator(), false).forEach(items::add);
            next = page.path("next_cursor").asStringOpt().map(cursor -> "&cursor=" + encoded(cursor));
        }
        return mapper.createObjectNode().set("items", items);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public RemoteRequest cancel(RequestId id) throws IOException, InterruptedException {
        var call = connection.call(path(id) + "/cancel").timeout(ANSWER_TIMEOUT).POST(BodyPublishers.noBody());
        return new RemoteRequest(json(call.build(), "request_id"));
    }

    public void delete(RequestId id) throws IOException, InterruptedException {
        var call = connection.call(path(id)).timeout(ANSWER_TIMEOUT).DELETE();
        connection.send(call.build()).close();
    }

    /// A file of results.
    ///
    /// @param file such as `output.csv`
    /// @return its bytes; reading them throws [UnreachableException] if the connection is lost
    public InputStream open(RequestId id, String file) throws IOException, InterruptedException {
        return connection.send(
                connection.call(path(id) + "/" + file).timeout(UPLOAD_TIMEOUT).build());
    }

    private static String path(RequestId id) {
        return REQUESTS + "/" + id;
    }

    private HttpRequest get(String path) {
        return connection.call(path).timeout(ANSWER_TIMEOUT).build();
    }

    /// @param field one that the response has if the server is Halftone
    private JsonNode json(HttpRequest call, String field) throws IOException, InterruptedException {
        try (var body = connection.send(call)) {
            var json = mapper.readTree(body.readAllBytes());
            if (json.has(field)) return json;
        } catch (JacksonException e) {
            // The same as without the field.
        }
        throw connection.notHalftone("something else");
    }

    @Override
    public void close() {
        connection.close();
    }
}
