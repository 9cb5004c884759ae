package dev.halftone.acceptance.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.JavaCommand;
import dev.halftone.testkit.UrlCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator is told of a URL is what becomes of it.
class CheckUrlProcessTest {
    private static final List<String> PUBLIC = List.of(
            "images.fixture.test",
            "redirok.fixture.test",
            "foo_bar.fixture.test",
            "xn--bcher-kva.fixture.test",
            "dual.fixture.test");

    @TempDir
    private Path folder;

    @Test
    void saysOfEachUrlWhatTheGuardSays() throws Exception {
        var cases = UrlCase.all().filter(url -> url.text().indexOf('\n') < 0).toList();

        var said = checked(cases.stream().map(UrlCase::text).collect(Collectors.joining("\n", "", "\n")));

        assertThat(said)
                .extracting(line -> line.split(" ", 2)[0])
                .containsExactlyElementsOf(
                        cases.stream().map(CheckUrlProcessTest::word).toList());
    }

    private static String word(UrlCase url) {
        return switch (url.expectedAfterLookup()) {
            case "blocked" -> "blocked_address";
            case "invalid" -> "invalid_url";
            default -> "allowed";
        };
    }

    private List<String> checked(String urls) throws IOException {
        var names = new HashMap<>(BlockedUrl.hostAddresses());
        PUBLIC.forEach(name -> names.put(name, "93.184.216.34"));
        var process = new ProcessBuilder(JavaCommand.of(
                        List.of(FetchTestServer.HostsFile.jvmOption(folder, names)), List.of("check-url", "-")))
                .start();
        try (var in = process.getOutputStream()) {
            in.write(urls.getBytes(UTF_8));
        }
        return new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
    }
}
