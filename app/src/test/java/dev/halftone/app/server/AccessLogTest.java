package dev.halftone.app.server;

import static dev.halftone.app.ServerFixture.CSV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.RawHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ ";

    @TempDir
    Path folder;

    @Test
    void hasALineForEachRequestWithoutItsQuery() {
        var file = folder.resolve("logs").resolve("access.log");
        try (var fixture = ServerFixture.start();
                var server = fixture.startAnother(
                        0, settings -> settings.withAccessLog(Optional.of(new AccessLog(Optional.of(file)))));
                var client = new ApiClient(server.port())) {
            client.postCsv("/v1/requests?reference_token=secret", CSV, "X-Request-Id", "first");
            client.get("/v1/nothing?token=secret", "X-Request-Id", "second");
            new RawHttpClient(server.port()).get("/a%00b");

            var lines = Await.until(() -> lines(file), found -> found.size() >= 3);

            assertThat(lines.get(0)).matches(TIME + "127\\.0\\.0\\.1 422 \\d+ \\d+ first POST /v1/requests");
            assertThat(lines.get(1)).matches(TIME + "127\\.0\\.0\\.1 404 \\d+ \\d+ second GET /v1/nothing");
            assertThat(lines.get(2)).matches(TIME + "127\\.0\\.0\\.1 404 \\d+ \\d+ \\S{36} GET /a%00b");
            assertThat(lines).hasSize(3).noneMatch(line -> line.contains("secret"));
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
