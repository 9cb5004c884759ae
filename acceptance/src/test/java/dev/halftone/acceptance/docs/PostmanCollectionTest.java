package dev.halftone.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.InProcessServer;
import dev.halftone.acceptance.NpmTools;
import dev.halftone.acceptance.ProjectFiles;
import dev.halftone.app.ApiKeyFixture;
import dev.halftone.app.ServerFixture;
import dev.halftone.app.web.ProblemCode;
import dev.halftone.testkit.api.OpenApiDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs the Postman collection as its user would, on a server that requires API keys.
class PostmanCollectionTest {
    private static final String COLLECTION = "docs/halftone.postman_collection.json";
    private static final String ENVIRONMENT = "docs/halftone.postman_environment.json";

    private final JsonNode collection = new JsonMapper().readTree(ProjectFiles.text(COLLECTION));

    /// The sample images of the server stand for those of a shop.
    @Test
    void everyRequestPassesAsItIsOnANewServer(@TempDir Path folder) {
        var data = folder.resolve("data").toString();
        try (var server = InProcessServer.start(List.of("serve", "--port", "0", "--data", data))) {
            var command = command(ProjectFiles.file("docs/examples"));
            set(command, "base_url", "http://localhost:" + server.port());

            ExternalTool.run(folder, command.toArray(String[]::new)).requireSuccess();
        }
    }

    @Test
    void everyRequestPassesItsTests(@TempDir Path folder) {
        var keys = ApiKeyFixture.in(folder);
        var key = keys.create("postman");

        // The hosts close first: otherwise the server would wait for the slow image.
        try (var server = ServerFixture.startWithRealImages(keys.file());
                var exampleHosts = new ExampleHosts()) {
            exampleHosts.writeExamples(folder);
            var command = command(folder);
            set(command, "base_url", "http://127.0.0.1:" + server.port());
            set(command, "api_key", key.text());
            set(command, "image_url", exampleHosts.imageUrl());
            set(command, "missing_image_url", exampleHosts.missingImageUrl());
            set(command, "slow_image_url", exampleHosts.slowImageUrl());
            set(command, "webhook_url", exampleHosts.webhookUrl());
            set(
                    command,
                    "callbacks_secret",
                    ServerFixture.SERVICE_SECRETS.callbacks().getFirst().text());

            ExternalTool.run(folder, command.toArray(String[]::new)).requireSuccess();
        }
    }

    /// @param folder with the files that requests upload
    private static List<String> command(Path folder) {
        var newman = NpmTools.installedFolder().resolve("node_modules/newman/bin/newman.js");
        return new ArrayList<>(List.of(
                "node",
                newman.toString(),
                "run",
                ProjectFiles.file(COLLECTION).toString(),
                "--environment",
                ProjectFiles.file(ENVIRONMENT).toString(),
                "--working-dir",
                folder.toString(),
                "--no-insecure-file-read",
                "--timeout-request",
                "30000",
                "--color",
                "off"));
    }

    private static void set(List<String> command, String variable, String value) {
        command.addAll(List.of("--env-var", variable + "=" + value));
    }

    @Test
    void everyErrorHasASavedExample() {
        var codes = problems().map(problem -> problem.path("code").asString()).toList();

        assertThat(codes)
                .containsAll(
                        Stream.of(ProblemCode.values()).map(ProblemCode::text).toList());
    }

    @Test
    void savedErrorsHaveTheTypeOfTheirCode() {
        assertThat(problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.path("type").asString())
                        .isEqualTo(
                                "urn:halftone:problem:" + problem.path("code").asString()));
    }

    @Test
    void savedStatusesMatchTheOpenApiDescription() {
        var schema = new OpenApiDescription().document().at("/components/schemas/Status");

        assertThat(bodies().filter(body -> body.has("eta_seconds")))
                .isNotEmpty()
                .allSatisfy(status ->
                        assertThat(OpenApiDescription.validate(schema, status)).isEmpty());
    }

    @Test
    void everyRequestHasATest() {
        assertThat(requests(collection))
                .hasSizeGreaterThan(30)
                .allSatisfy(request -> assertThat(request.path("event").toString())
                        .as(request.path("name").asString())
                        .contains("pm.test"));
    }

    private Stream<JsonNode> problems() {
        return bodies().filter(body -> body.has("code") && body.has("type"));
    }

    private Stream<JsonNode> bodies() {
        return requests(collection)
                .flatMap(request -> request.path("response").valueStream())
                .filter(example ->
                        example.path("_postman_previewlanguage").asString().equals("json"))
                .map(example -> new JsonMapper().readTree(example.path("body").asString()));
    }

    /// Returns the requests in a folder and its subfolders.
    private static Stream<JsonNode> requests(JsonNode folder) {
        return StreamSupport.stream(folder.path("item").spliterator(), false)
                .flatMap(item -> item.has("request") ? Stream.of(item) : requests(item));
    }
}
