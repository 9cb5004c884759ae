package dev.halftone.acceptance.imageservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.InProcessServer;
import dev.halftone.acceptance.RunningServer;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.acceptance.SubmittedRequest;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockImageService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A server that hands all images over to a mock service. The images' own host records that nobody asks it.
final class HandOverFixture implements AutoCloseable {
    private final ImageHost sources = ImageHost.start();
    private final MockImageService service = MockImageService.start();
    private final Path folder;
    private Optional<RunningServer> server = Optional.empty();

    /// @param folder for data and secrets
    HandOverFixture(Path folder) {
        this.folder = folder;
    }

    /// Starts the server with options of `serve`.
    HandOverFixture start(String... options) throws IOException {
        var port = ExternalTool.freePort();
        var all = Stream.concat(options(port).stream(), Stream.of(options));
        server = Optional.of(launcher(port).serveInProcess(all.toArray(String[]::new)));
        return this;
    }

    /// Starts the server so that it may connect to public addresses and to the service only.
    HandOverFixture startGuarded() throws IOException {
        var port = ExternalTool.freePort();
        var data = folder.resolve("data").toString();
        var arguments = new ArrayList<>(List.of("serve", "--port", Integer.toString(port), "--data", data));
        arguments.addAll(options(port));
        server = Optional.of(InProcessServer.start(arguments));
        return this;
    }

    /// Starts the server in a process of its own, which can be killed.
    ServerProcess startProcess() throws IOException {
        var port = ExternalTool.freePort();
        var process = launcher(port).serve(options(port).toArray(String[]::new));
        server = Optional.of(process);
        return process;
    }

    /// Kills the process, and starts the server again at the same port.
    void killAndRestart(ServerProcess process) throws InterruptedException, IOException {
        var port = process.port();
        process.kill();
        process.close();
        server = Optional.of(launcher(port).serveInProcess(options(port).toArray(String[]::new)));
    }

    private ServerProcess.Launcher launcher(int port) {
        return ServerProcess.in(folder).withPort(port);
    }

    private List<String> options(int port) throws IOException {
        return options(service.url(), service.writeSecrets(folder.resolve("secrets")), port);
    }

    /// The options of a server that hands its images over.
    ///
    /// @param callbackPort where the service reaches it, or another node of it
    static List<String> options(URI service, Path secrets, int callbackPort) {
        return List.of(
                "--image-service=" + service,
                "--image-service-secret=" + secrets,
                "--callback-url=http://127.0.0.1:" + callbackPort);
    }

    MockImageService service() {
        return service;
    }

    RunningServer server() {
        return server.orElseThrow();
    }

    /// The URL of a source image. Nothing is there.
    String source(String name) {
        return sources.url("/" + name + ".jpg");
    }

    /// The URLs of source images numbered from 1.
    List<String> sources(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> source("" + number))
                .toList();
    }

    /// Submits a catalogue with a product for each URL.
    SubmittedRequest submit(List<String> urls) {
        return submit(urls, "");
    }

    /// Submits a catalogue with options.
    ///
    /// @param query such as `?quality=70`
    SubmittedRequest submit(List<String> urls, String query) {
        var accepted = server().client().postCsv("/v1/requests" + query, csv(urls));
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        return server().request("/v1/requests/" + accepted.field("/request_id"));
    }

    static String csv(List<String> urls) {
        return IntStream.range(0, urls.size())
                .mapToObj(row -> "%04d,Product %d,%s\n".formatted(row, row, urls.get(row)))
                .collect(Collectors.joining("", ImageHostFixture.HEADER, ""));
    }

    /// How each image ended, by source URL: `succeeded`, or the code of its failure.
    static Map<String, String> outcomes(SubmittedRequest request) {
        return request.images().stream()
                .collect(Collectors.toMap(
                        image -> image.path("input_url").asString(),
                        image ->
                                image.path("code").asString(image.path("status").asString()),
                        (first, _) -> first,
                        LinkedHashMap::new));
    }

    /// An image as the API shows it.
    static JsonNode image(SubmittedRequest request, String url) {
        return request.images().stream()
                .filter(image -> image.path("input_url").asString().equals(url))
                .findFirst()
                .orElseThrow();
    }

    /// The published bytes of an image that has succeeded.
    static byte[] published(SubmittedRequest request, String url) {
        var path = URI.create(image(request, url).path("output_url").asString()).getPath();
        return request.client().get(path).response().body();
    }

    /// Waits until a request is completed, and checks all its counters.
    static void assertCompletes(SubmittedRequest request, int succeeded, int failed) {
        var status = request.awaitCompleted();
        assertThat(counters(status.json().path("images")))
                .isEqualTo(Map.of(
                        "total",
                        succeeded + failed,
                        "done",
                        succeeded + failed,
                        "succeeded",
                        succeeded,
                        "failed",
                        failed,
                        "handed_over",
                        0));
    }

    private static Map<String, Integer> counters(JsonNode images) {
        return Stream.of("total", "done", "succeeded", "failed", "handed_over")
                .collect(Collectors.toMap(
                        counter -> counter, counter -> images.required(counter).asInt()));
    }

    /// How many places of a catalogue wait for the service.
    static int handedOver(SubmittedRequest request) {
        return request.status().json().at("/images/handed_over").asInt();
    }

    @Override
    public void close() {
        server.ifPresent(RunningServer::close);
        service.close();
        sources.close();
        assertThat(sources.requests()).as("the server fetches no source image").isEmpty();
    }
}
