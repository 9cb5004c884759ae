package dev.halftone.acceptance.fetch;

import dev.halftone.acceptance.JavaCommand;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.RawTcpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Halftone, serving in a process of its own, and its API.
final class FetchTestServer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();

    private FetchTestServer(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /// Starts it and waits until it is ready.
    static FetchTestServer start(Path folder, List<String> jvm, List<String> settings) {
        var arguments =
                Stream.concat(Stream.of("serve", "--port=0"), settings.stream()).toList();
        var server = new FetchTestServer(folder, process(folder, JavaCommand.of(jvm, arguments)));
        try {
            Await.until(server::isReady);
            return server;
        } catch (AssertionError e) {
            server.close();
            throw e;
        }
    }

    private static Process process(Path folder, List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReady() {
        if (!process.isAlive()) throw new AssertionError("it ended: " + output());
        return output().contains("is ready at ");
    }

    /// All it has said so far.
    String output() {
        try {
            return Files.readString(folder.resolve("said"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The files of published images, and whatever else lies among them.
    List<Path> publishedFiles() {
        try (var files = Files.list(folder.resolve("data/images"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Uploads a CSV that is to be accepted.
    ///
    /// @return the request's path
    String submit(String csv) {
        var answer = JSON.readTree(post("/v1/requests", csv).body());
        return "/v1/requests/" + answer.path("request_id").asString();
    }

    HttpResponse<String> post(String path, String csv) {
        return send(request(path).header("Content-Type", "text/csv").POST(BodyPublishers.ofString(csv)));
    }

    JsonNode json(String path) {
        return JSON.readTree(get(path));
    }

    String get(String path) {
        return send(request(path).GET()).body();
    }

    /// Waits for the end of a request.
    void awaitEnd(String path) {
        Await.until(() -> !json(path).path("finished_at").isNull());
    }

    private HttpRequest.Builder request(String path) {
        var address = output().lines()
                .filter(line -> line.startsWith("listening on "))
                .map(line -> line.substring("listening on ".length()).strip())
                .findFirst();
        return HttpRequest.newBuilder(URI.create(address.orElseThrow() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(output(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        process.destroyForcibly();
    }

    /// A DNS of our own for another process: a file of names, the only ones that there are. Nothing is asked
    /// of the network.
    static final class HostsFile {
        private HostsFile() {}

        /// The JVM's option for these names and their addresses.
        static String jvmOption(Path folder, Map<String, String> addresses) {
            var lines = addresses.entrySet().stream()
                    .map(entry -> entry.getValue() + " " + entry.getKey())
                    .collect(Collectors.joining("\n", "", "\n"));
            try {
                return "-Djdk.net.hosts.file=" + Files.writeString(folder.resolve("hosts"), lines);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Everything that tells a Java program to use a proxy.
    static final class ProxyOptions {
        private ProxyOptions() {}

        /// The JVM's options for a proxy at a port of this machine.
        static List<String> jvmOptions(RawTcpServer proxy) {
            return List.of(
                    "-Dhttp.proxyHost=127.0.0.1",
                    "-Dhttp.proxyPort=" + proxy.port(),
                    "-Dhttps.proxyHost=127.0.0.1",
                    "-Dhttps.proxyPort=" + proxy.port(),
                    "-Dhttp.nonProxyHosts=",
                    "-DsocksProxyHost=127.0.0.1",
                    "-DsocksProxyPort=" + proxy.port(),
                    "-DsocksNonProxyHosts=");
        }
    }
}
