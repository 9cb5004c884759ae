package dev.halftone.acceptance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.ProjectFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Has what is under `deploy` judged by the programs that it is for, as far as this machine has them.
class ConfigurationTest {
    @TempDir
    private Path folder;

    @Test
    void systemdUnderstandsTheUnit() {
        ExternalTool.assumeInstalled("systemd-analyze");

        var unit = ExternalTool.run(
                folder,
                "systemd-analyze",
                "verify",
                "--man=no",
                ProjectFiles.file("deploy/systemd/halftone.service").toString());

        assertThat(unit.output().lines()).noneMatch(line -> line.contains("halftone.service"));
    }

    @Test
    void prometheusRaisesEachAlertWhenItShould() {
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
    void prometheusUnderstandsItsConfiguration() {
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
