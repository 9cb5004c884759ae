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

/// Checks that `check-url` gives the verdict of the address guard.
class CheckUrlProcessTest {
    private static final List<String> PUBLIC_NAMES = List.of(
            "images.fixture.test",
            "redirok.fixture.test",
            "foo_bar.fixture.test",
            "xn--bcher-kva.fixture.test",
            "dual.fixture.test");

    @TempDir
    private Path folder;

    @Test
    void printsTheExpectedVerdictForEachUrl() throws Exception {
        var cases = UrlCase.all().filter(url -> url.text().indexOf('\n') < 0).toList();

        var lines = checkUrls(cases.stream().map(UrlCase::text).collect(Collectors.joining("\n", "", "\n")));

        assertThat(lines)
                .extracting(line -> line.split(" ", 2)[0])
                .containsExactlyElementsOf(
                        cases.stream().map(CheckUrlProcessTest::verdict).toList());
    }

    private static String verdict(UrlCase url) {
        return switch (url.expectedAfterLookup()) {
            case "blocked" -> "blocked_address";
            case "invalid" -> "invalid_url";
            default -> "allowed";
        };
    }

    private List<String> checkUrls(String urls) throws IOException {
        var names = new HashMap<>(BlockedUrl.hostAddresses());
        PUBLIC_NAMES.forEach(name -> names.put(name, "93.184.216.34"));
        var process = new ProcessBuilder(
                        JavaCommand.of(List.of(JvmOptions.hostsFile(folder, names)), List.of("check-url", "-")))
                .start();
        try (var in = process.getOutputStream()) {
            in.write(urls.getBytes(UTF_8));
        }
        return new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
    }
}
