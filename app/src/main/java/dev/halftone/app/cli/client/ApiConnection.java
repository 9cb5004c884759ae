package dev.halftone.app.cli.client;

import dev.halftone.app.security.ApiKey;
import dev.halftone.engine.report.ReportJson;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/// Sends calls with the API key, and turns responses other than success into exceptions.
///
/// 429 and 503 mean that the server has done nothing yet: the same call is sent again after `Retry-After`, at most
/// four times.
final class ApiConnection implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 5;
    private static final long DEFAULT_RETRY_SECONDS = 10;
    private static final long MAX_RETRY_SECONDS = 60;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final ServerAddress server;
    private final Optional<ApiKey> key;
    private final Consumer<String> notices;

    ApiConnection(ServerAddress server, Optional<ApiKey> key, Consumer<String> notices) {
        this.server = server;
        this.key = key;
        this.notices = notices;
    }

    /// @param path with its query
    HttpRequest.Builder call(String path) {
        var call = HttpRequest.newBuilder(server.resolve(path));
        key.ifPresent(apiKey -> call.header("Authorization", "Bearer " + apiKey.text()));
        return call;
    }

    void notice(String line) {
        notices.accept(line);
    }

    /// The body of the successful response.
    InputStream send(HttpRequest call) throws IOException, InterruptedException {
        for (var attempt = 1; ; attempt++) {
            var response = exchange(call);
            if (response.statusCode() / 100 == 2) return new Body(response.body());
            var refused = refusal(response);
            if (!isBusy(response) || attempt == ATTEMPTS) throw refused;
            var seconds = retrySeconds(response);
            notice(refused.getMessage() + "; trying again in " + seconds + " s");
            Thread.sleep(Duration.ofSeconds(seconds));
        }
    }

    private HttpResponse<InputStream> exchange(HttpRequest call) throws UnreachableException, InterruptedException {
        try {
            return http.send(call, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UnreachableException(server, e);
        }
    }

    /// Tells a lost connection from a failure of the disk that the bytes are copied to.
    private final class Body extends FilterInputStream {
        Body(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws UnreachableException {
            try {
                return super.read();
            } catch (IOException e) {
                throw new UnreachableException(server, e);
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws UnreachableException {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException e) {
                throw new UnreachableException(server, e);
            }
        }
    }

    private static boolean isBusy(HttpResponse<?> response) {
        return response.statusCode() == 429 || response.statusCode() == 503;
    }

    private static long retrySeconds(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("[0-9]{1,9}"))
                .map(seconds -> Math.min(Long.parseLong(seconds), MAX_RETRY_SECONDS))
                .orElse(DEFAULT_RETRY_SECONDS);
    }

    private IOException refusal(HttpResponse<InputStream> response) throws IOException {
        try (var body = new Body(response.body())) {
            var json = ReportJson.mapper().readTree(body.readAllBytes());
            var problem = ProblemDocument.of(json);
            return problem.code().isEmpty() ? foreign(response) : refusal(response.statusCode(), problem);
        } catch (JacksonException e) {
            return foreign(response);
        }
    }

    private RefusedException refusal(int status, ProblemDocument problem) {
        var message = switch (status) {
            case 401 ->
                key.isPresent()
                        ? server + " does not accept this API key; it is unknown there, or revoked"
                        : server + " requires an API key: set HALFTONE_API_KEY, or give --api-key-file FILE";
            case 403 -> server + " denies access: " + problem.detail();
            case 404 -> problem.detail() + (key.isPresent() ? ", or it belongs to another API key" : "");
            default -> problem.detail();
        };
        return new RefusedException(message, status, problem);
    }

    /// A response without a problem document: of another program, or of a proxy whose server is down.
    private IOException foreign(HttpResponse<?> response) {
        var status = response.statusCode();
        if (status / 100 == 3)
            return notHalftone(response.headers()
                    .firstValue("Location")
                    .map(location -> "a redirect to " + location)
                    .orElse("a redirect"));
        if (status == 502 || status == 503 || status == 504) return new UnreachableException(server, status);
        return notHalftone("HTTP status " + status);
    }

    RefusedException notHalftone(String what) {
        return new RefusedException(
                server + " answered with " + what + ", which is not what a Halftone server says; is --server right?",
                0,
                ProblemDocument.NONE);
    }

    @Override
    public void close() {
        // close() would wait for an upload that Ctrl-C has interrupted.
        http.shutdownNow();
    }
}
