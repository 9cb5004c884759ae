package dev.halftone.app.manual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Description;
import dev.halftone.app.LiveServer;
import dev.halftone.app.security.Keys;
import dev.halftone.app.web.ProblemCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs the Postman collection as its user would, on a server that wants keys.
class PostmanTest {
    private static final String COLLECTION = "docs/halftone.postman_collection.json";
    private static final String ENVIRONMENT = "docs/halftone.postman_environment.json";

    private final JsonNode collection = new JsonMapper().readTree(Manual.text(COLLECTION));

    @Test
    void everyRequestGetsWhatItsTestsExpect(@TempDir Path folder) {
        var newman = Checks.installed().resolve("node_modules/newman/bin/newman.js");
        var keys = Keys.in(folder);
        var key = keys.handTo("postman");

        // The shop closes first: a server would wait for an image that does not come.
        try (var server = LiveServer.startInEarnest(keys.file());
                var shop = new Shop()) {
            shop.fill(folder);
            var command = command(newman, folder);
            set(command, "base_url", "http://127.0.0.1:" + server.port());
            set(command, "api_key", key.text());
            set(command, "image_url", shop.image());
            set(command, "missing_image_url", shop.missing());
            set(command, "slow_image_url", shop.slow());
            set(command, "webhook_url", shop.hook());

            Tool.run(folder, command.toArray(String[]::new)).mustSucceed();
        }
    }

    private static List<String> command(Path newman, Path folder) {
        return new ArrayList<>(List.of(
                "node",
                newman.toString(),
                "run",
                Manual.file(COLLECTION).toString(),
                "--environment",
                Manual.file(ENVIRONMENT).toString(),
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
                        Stream.of(ProblemCode.values()).map(ProblemCode::word).toList());
    }

    @Test
    void savedErrorsAreSpelledAsTheServerSpellsThem() {
        assertThat(problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.path("type").asString())
                        .isEqualTo(
                                "urn:halftone:problem:" + problem.path("code").asString()));
    }

    @Test
    void savedStatusesAreWhatTheDescriptionSaysTheyAre() {
        var schema = new Description().openapi().at("/components/schemas/Status");

        assertThat(bodies().filter(body -> body.has("eta_seconds")))
                .isNotEmpty()
                .allSatisfy(
                        status -> assertThat(Description.errors(schema, status)).isEmpty());
    }

    @Test
    void everyRequestIsTested() {
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

    /// The requests within a folder and the folders within it.
    private static Stream<JsonNode> requests(JsonNode folder) {
        return StreamSupport.stream(folder.path("item").spliterator(), false)
                .flatMap(item -> item.has("request") ? Stream.of(item) : requests(item));
    }
}
