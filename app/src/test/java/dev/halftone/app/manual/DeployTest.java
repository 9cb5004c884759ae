package dev.halftone.app.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Has what is under `deploy` judged by the programs that it is for, as far as this machine has them.
class DeployTest {
    @TempDir
    private Path folder;

    @Test
    void systemdUnderstandsTheUnit() {
        Tool.need("systemd-analyze");

        var unit = Tool.run(
                folder,
                "systemd-analyze",
                "verify",
                "--man=no",
                Manual.file("deploy/systemd/halftone.service").toString());

        assertThat(unit.output().lines()).noneMatch(line -> line.contains("halftone.service"));
    }

    @Test
    void prometheusRaisesEachAlertWhenItShould() {
        Tool.need("promtool");

        var rules = Tool.run(
                folder,
                "promtool",
                "test",
                "rules",
                Manual.file("deploy/prometheus/halftone.rules.test.yml").toString());

        assertThat(rules.mustSucceed()).contains("SUCCESS");
    }

    @Test
    void prometheusUnderstandsItsConfiguration() {
        Tool.need("promtool");

        Tool.run(
                        folder,
                        "promtool",
                        "check",
                        "config",
                        Manual.file("deploy/prometheus/prometheus.yml").toString())
                .mustSucceed();
    }
}
