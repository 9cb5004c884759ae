package dev.halftone.acceptance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ProjectFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads `deploy/compose.yaml`. Docker is needed to run it, and no test has that.
class ComposeTest {
    /// Jackson's own YAML parser does not resolve references, such as `*settings`.
    private static final JsonNode FILE = new JsonMapper()
            .valueToTree(
                    new Load(LoadSettings.builder().build()).loadFromString(ProjectFiles.text("deploy/compose.yaml")));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"node-1", "node-2"})
    void nodesUseSettingsOfTheProgram(String node) {
        ProgramSettings.assertKnown(
                folder, FILE.at("/services/" + node + "/environment").propertyNames());
    }

    @Test
    void nodesShareAllSettingsButTheirFolderAndPort() {
        var nodes = List.of("node-1", "node-2").stream()
                .map(name -> ((ObjectNode) FILE.at("/services/" + name)).without(List.of("volumes", "ports")))
                .toList();

        assertThat(nodes.getFirst()).isEqualTo(nodes.getLast());
    }

    @Test
    void everyPortIsOfThisMachineOnly() {
        assertThat(FILE.path("services")
                        .valueStream()
                        .flatMap(service -> service.path("ports").valueStream()))
                .isNotEmpty()
                .allMatch(port -> port.asString().startsWith("127.0.0.1:"));
    }

    @Test
    void everyVolumeIsDeclared() {
        var used = FILE.path("services")
                .valueStream()
                .flatMap(service -> service.path("volumes").valueStream())
                .map(volume -> volume.asString().replaceFirst(":.*", ""));

        assertThat(used)
                .containsExactlyInAnyOrderElementsOf(FILE.path("volumes").propertyNames());
    }
}
