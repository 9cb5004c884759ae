package dev.halftone.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ProjectFiles;
import dev.halftone.engine.request.ProductVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Checks that the files that state the version state that of `pom.xml`.
class VersionTest {
    private static final Pattern VERSION =
            Pattern.compile("(?:halftone[-:/]|\\b(?:appV|v)ersion: )(\\d+\\.\\d+\\.\\d+)", Pattern.CASE_INSENSITIVE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "docs/operations.md",
                "docs/webhooks.md",
                "deploy/compose.yaml",
                "deploy/helm/halftone/Chart.yaml",
                "app/src/main/resources/openapi.yaml"
            })
    void isTheSameEverywhere(String file) throws IOException {
        var text = Files.readString(ProjectFiles.ROOT.resolve(file));

        var versions = VERSION.matcher(text).results().map(match -> match.group(1));

        assertThat(versions).isNotEmpty().containsOnly(ProductVersion.text());
    }
}
