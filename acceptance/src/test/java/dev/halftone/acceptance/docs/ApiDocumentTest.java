package dev.halftone.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.NpmTools;
import dev.halftone.acceptance.ProjectFiles;
import dev.halftone.app.ApiKeyFixture;
import dev.halftone.app.ServerFixture;
import dev.halftone.app.security.ApiKey;
import dev.halftone.app.web.ProblemCode;
import dev.halftone.engine.catalog.Violation;
import dev.halftone.engine.catalog.Warning;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.OpenApiDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Runs the commands in `docs/api.md` and its example programs.
class ApiDocumentTest {
    private static final MarkdownDocument PAGE = MarkdownDocument.at("docs/api.md");

    private static ExampleHosts exampleHosts;
    private static ApiKey key;
    private static ServerFixture server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open(@TempDir Path keyFolder) {
        var keys = ApiKeyFixture.in(keyFolder);
        key = keys.create("shop");
        exampleHosts = new ExampleHosts();
        server = ServerFixture.startWithRealImages(keys.file());
    }

    @AfterAll
    static void close() {
        // The hosts close first: otherwise the server would wait for the slow image.
        exampleHosts.close();
        server.close();
    }

    @Test
    void everyOperationIsShownWithCurl() throws IOException {
        ExternalTool.assumeInstalled("sh");
        ExternalTool.assumeInstalled("curl");
        exampleHosts.writeExamples(folder);

        ExternalTool.run(folder, "sh", "-euc", documentScript()).requireSuccess();

        var requests = Files.readAllLines(folder.resolve("requests"));
        assertThat(requests).allMatch(request -> request.matches(".* 20[0-9]"));
        assertThat(operations())
                .allSatisfy(operation ->
                        assertThat(requests).as(operation).anyMatch(request -> request.matches(operation)));
    }

    /// Returns a script that runs all commands of the page. Each request has the key and adds a line to the
    /// file `requests`. The script ends at the first error.
    private static String documentScript() {
        var curl = """
                curl() {
                    command curl -sS --fail-with-body -H 'Authorization: Bearer %s' \\
                        -w '%%{stderr}%%{method} %%{url_effective} %%{http_code}\\n' "$@" 2>>requests
                }
                """.formatted(key.text());
        return curl
                + String.join("", PAGE.codeBlocks("sh"))
                        .replace("http://localhost:8080", address())
                        .replace("https://shop.example/products.csv", exampleHosts.catalogUrl())
                        .replace("https://shop.example/hooks/images", exampleHosts.webhookUrl());
    }

    /// Returns a pattern for the line of each operation, those of the web page and of image services excepted.
    private static List<String> operations() {
        return new OpenApiDescription()
                .document().path("paths").properties().stream()
                        .flatMap(path -> path.getValue()
                                .propertyStream()
                                .filter(operation -> isForClients(operation.getValue()))
                                .map(Entry::getKey)
                                .map(verb -> verb.toUpperCase(Locale.ROOT) + " http://[^/]+"
                                        + path.getKey().replaceAll("\\{[a-z]+}", "[^/?]+") + "([?].*)? 20[0-9]"))
                        .toList();
    }

    private static boolean isForClients(JsonNode operation) {
        return operation.has("operationId")
                && !Set.of("page", "image-service")
                        .contains(operation.at("/tags/0").asString());
    }

    @ParameterizedTest
    @CsvSource({"python3, halftone.py", "node, halftone.mjs", "java, Halftone.java"})
    void exampleProgramProcessesACsv(String language, String example) throws IOException {
        exampleHosts.writeExamples(folder);

        var output = run(language, example).requireSuccess();

        assertThat(output).contains("completed: 3 of 3 images done, 1 failed");
        assertThat(Files.readAllLines(folder.resolve("output.csv")))
                .hasSize(3)
                .last()
                .asString()
                .startsWith("1002,Vase,");
    }

    @ParameterizedTest
    @CsvSource({"python3, halftone.py", "node, halftone.mjs", "java, Halftone.java"})
    void exampleProgramPrintsTheProblemsOfACsv(String language, String example) throws IOException {
        Files.writeString(folder.resolve("products.csv"), "Serial Number,Product Name\n1,Chair\n");

        var result = run(language, example);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("invalid_csv").contains("Input Image URLs");
    }

    @Test
    void exampleProgramProcessesThePartsOfATableOnce() throws IOException {
        exampleHosts.writeExamples(folder);
        Files.copy(folder.resolve("products.csv"), folder.resolve("part-1.csv"));
        program("python3");

        runParts();
        var requests = requests();
        runParts();

        assertThat(requests()).isEqualTo(requests);
        for (var part : List.of("products.csv.out", "part-1.csv.out")) {
            var lines = Files.readAllLines(folder.resolve(part));
            assertThat(lines).hasSize(2);
            assertThat(lines.getFirst()).startsWith("1001,Oak chair,").contains("/processed_images/");
            assertThat(lines.getLast()).startsWith("1002,Vase,").endsWith(",");
        }
    }

    private static int requests() {
        try (var client = ApiClient.withKey(server.port(), key.text())) {
            return client.get("/v1/requests?limit=100").json().path("items").size();
        }
    }

    private void runParts() {
        ExternalTool.run(
                        folder,
                        Map.of("API_KEY", key.text()),
                        "python3",
                        ProjectFiles.file("docs/examples/partitions.py").toString(),
                        address(),
                        "nightly",
                        "products.csv",
                        "part-1.csv")
                .requireSuccess();
    }

    private ExternalTool run(String language, String example) {
        return ExternalTool.run(
                folder,
                // The Java example is compiled and run once: C2 would cost more than it gains.
                Map.of("API_KEY", key.text(), "JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1"),
                program(language),
                ProjectFiles.file("docs/examples/" + example).toString(),
                address(),
                "products.csv",
                "output.csv");
    }

    private String program(String language) {
        switch (language) {
            case "java" -> {
                return Path.of(System.getProperty("java.home"), "bin", "java").toString();
            }
            case "node" -> ExternalTool.assumeNode(folder);
            default -> ExternalTool.assumeInstalled(language);
        }
        return language;
    }

    private static String address() {
        return "http://127.0.0.1:" + server.port();
    }

    @Test
    void everyCodeIsDocumented() {
        var page = PAGE.text();

        assertThat(ProblemCode.values())
                .allSatisfy(code -> assertThat(page).contains("\n%d|`%s`|".formatted(code.status(), code.text())));
        assertThat(Stream.concat(
                        Stream.of(Violation.Code.values()).map(Violation.Code::text),
                        Stream.of(Warning.Code.values()).map(Warning.Code::text)))
                .allSatisfy(word -> assertThat(page).contains("`" + word + "`"));
    }

    @Test
    void openApiDescriptionPassesTheLinter() {
        var tools = NpmTools.installedFolder();

        var lint = ExternalTool.run(
                tools,
                "node",
                ProjectFiles.file("docs/checks/lint.mjs").toString(),
                ProjectFiles.file("app/src/main/resources/openapi.yaml").toString());

        assertThat(lint.requireSuccess()).isEmpty();
    }
}
