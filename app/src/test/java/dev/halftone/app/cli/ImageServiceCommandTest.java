package dev.halftone.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.JobClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `image-service` refuses to start with.
class ImageServiceCommandTest {
    @TempDir
    private Path folder;

    private Path secrets;

    @BeforeEach
    void writeSecrets() throws IOException {
        secrets = JobClient.write(JobClient.randomSecrets(), folder.resolve("secrets"));
    }

    @Test
    void needsItsSecrets() {
        var run = CommandRun.of("image-service");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).singleElement().asString().contains("--image-service-secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "jobs whsec_c2VjcmV0", "jobs=whsec_", "callbacks", "whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"})
    void refusesAFileOfOtherForm(String text) throws IOException {
        Files.writeString(secrets, text);

        var run = start();

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err())
                .singleElement()
                .asString()
                .contains(secrets.toString())
                .doesNotContain("c2Vj");
    }

    @Test
    void namesAFileThatIsMissing() throws IOException {
        Files.delete(secrets);

        var run = start();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).singleElement().asString().contains(secrets.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "--max-images-per-job=0, max-images-per-job must be 1 to 10000",
        "--max-images-per-job=10001, max-images-per-job must be 1 to 10000",
        "--max-images-in-flight=999, max-images-in-flight must be at least max-images-per-job",
        "--port=65536, port must be 0 to 65535",
        "--retention=-1d, --retention",
        "--max-attempts=0, max-attempts must be at least 1",
        "--client-timeout=1ms, client-timeout must be",
        "--max-rows=5, unknown option --max-rows",
        "--open, unknown option --open",
        "--api-keys=keys, unknown option --api-keys",
        "--roles=api, unknown option --roles"
    })
    void refusesWhatItCannotDo(String option, String message) {
        var run = start(option);

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).singleElement().asString().contains(message);
    }

    @Test
    void readsItsSettingsFromTheEnvironment() {
        var run = CommandRun.in(
                Map.of("HALFTONE_IMAGE_SERVICE_SECRET", secrets.toString(), "HALFTONE_MAX_IMAGES_PER_JOB", "0"),
                "image-service");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).singleElement().asString().contains("max-images-per-job must be");
    }

    private CommandRun start(String... options) {
        return CommandRun.of(Stream.concat(
                        Stream.of(
                                "image-service",
                                "--image-service-secret=" + secrets,
                                "--data=" + folder.resolve("data")),
                        Stream.of(options))
                .toArray(String[]::new));
    }
}
