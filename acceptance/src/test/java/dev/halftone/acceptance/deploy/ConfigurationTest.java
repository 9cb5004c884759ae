package dev.halftone.acceptance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Checks files in `deploy` with the programs that read them, if they are installed.
class ConfigurationTest {
    @TempDir
    private Path folder;

    @Test
    void systemdAcceptsTheUnit() throws IOException {
        ExternalTool.assumeInstalled("systemd-analyze");
        // Another program in the place of Halftone, which is not installed here.
        var copy = Files.writeString(
                folder.resolve("halftone.service"),
                ProjectFiles.text("deploy/systemd/halftone.service").replace("/opt/halftone/halftone", "/bin/true"));

        var unit = ExternalTool.run(folder, "systemd-analyze", "verify", "--man=no", copy.toString());

        assertThat(unit.output().lines()).noneMatch(line -> line.contains("halftone.service"));
    }

    @Test
    void alertRulesPassTheirTests() {
        ExternalTool.assumeInstalled("promtool");

        var rules = ExternalTool.run(
                folder,
                "promtool",
                "test",
                "rules",
                ProjectFiles.file("deploy/prometheus/halftone.rules.test.yml").toString());

        assertThat(rules.requireSuccess()).contains("SUCCESS");
    }

    @Test
    void prometheusAcceptsTheConfiguration() {
        ExternalTool.assumeInstalled("promtool");

        ExternalTool.run(
                        folder,
                        "promtool",
                        "check",
                        "config",
                        ProjectFiles.file("deploy/prometheus/prometheus.yml").toString())
                .requireSuccess();
    }
}
